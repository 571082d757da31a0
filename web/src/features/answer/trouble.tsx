import type { Message } from '../../api/types';
import { askQuestion } from '../../state/ask';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';

const titles: Record<string, string> = {
  datasource_error: 'The database could not be reached',
  execution_error: 'The query did not succeed',
  error: 'This question could not be answered',
};

/** An answer that failed: what happened, what can be done, and a button that does it. */
export function Trouble({
  message,
  question,
  readOnly,
}: {
  message: Message;
  question: string;
  readOnly: boolean;
}) {
  const next = message.metadata?.next_step;
  const steps = message.metadata?.steps ?? [];
  const errors = [...new Set(steps.flatMap((step) => (step.error ? [step.error] : [])))];
  return (
    <div className="failure" role="group" aria-label="Error">
      <Icon name="warning" />
      <div>
        <p className="failure-title">{titles[message.type ?? 'error'] ?? titles.error}</p>
        <p>
          <WithCode text={message.content} />
        </p>
        {errors
          .filter((error) => !message.content.includes(error))
          .map((error) => (
            <p key={error} className="failure-detail">
              {error}
            </p>
          ))}
        {next && !message.content.includes(next) && (
          <p className="muted">
            <WithCode text={next} />
          </p>
        )}
        {!readOnly && question && (
          <Button icon="retry" onClick={() => void askQuestion(message.thread_id, question)}>
            Try again
          </Button>
        )}
      </div>
    </div>
  );
}

/** Names stand between backticks in what the server says. */
function WithCode({ text }: { text: string }) {
  const pieces = text.split(/`([^`]+)`/);
  return pieces.map((piece, at) => (at % 2 === 1 ? <code key={at}>{piece}</code> : piece));
}
