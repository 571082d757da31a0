// Nothing asked yet: the composer, and questions that these databases can answer.

import { useStarters } from '../../api/queries';
import { askQuestion, pending } from '../../state/ask';
import { useSignal } from '../../state/signal';
import { Icon } from '../../ui/icon';
import { Failure, Loading, Skeleton } from '../../ui/states';
import { Composer } from './composer';

export function HomePage() {
  const on = useSignal(pending);
  return (
    <div className="home">
      <div className="home-inner">
        <h1>What would you like to know?</h1>
        <p className="lead">
          Ask in your own words. askdb writes the SQL, runs it read-only and shows what the answer
          rests on.
        </p>
        <Composer
          isBig
          placeholder="Ask about your data"
          lastQuestion=""
          onAsk={(content) => void askQuestion('', content)}
        />
        {on?.threadId === '' && !on.error && <Loading label="Opening a conversation" />}
        {on?.threadId === '' && on.error && (
          <Failure error={on.error} onRetry={() => void askQuestion('', on.content)} />
        )}
        <Starters threadId="" />
      </div>
    </div>
  );
}

export function Starters({ threadId }: { threadId: string }) {
  const starters = useStarters();
  if (starters.isPending) return <Skeleton lines={4} />;
  if (!starters.data || starters.data.length === 0) return null;
  return (
    <section className="starters" aria-label="Questions to start with">
      <h2>Questions to start with</h2>
      <ul>
        {starters.data.map((starter) => (
          <li key={starter.question}>
            <button
              type="button"
              className="starter"
              onClick={() => void askQuestion(threadId, starter.question)}
            >
              <span>{starter.question}</span>
              {starter.database && <span className="starter-database">{starter.database}</span>}
              <Icon name="arrow" size={16} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
