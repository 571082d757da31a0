import { useEffect, useLayoutEffect, useRef, useState } from 'react';

import { useMessages } from '../../api/queries';
import { askQuestion, pending } from '../../state/ask';
import { useSignal } from '../../state/signal';
import { Button } from '../../ui/button';
import { Failure, Loading, Skeleton } from '../../ui/states';
import { ThreadHeader } from '../threads/thread_header';
import { Composer } from './composer';
import { Conversation } from './conversation';
import { Starters } from './home_page';
import { useFollow } from './use_follow';

export default function ThreadPage({ id }: { id: string }) {
  const query = useMessages(id);
  const on = useSignal(pending);
  const mine = on?.threadId === id ? on : null;
  const messages = query.data ?? [];
  const last = messages.at(-1);
  const [dismissed, setDismissed] = useState('');
  const clarifies =
    last?.type === 'clarification' && last.status === 'done' && last.id !== dismissed
      ? last.id
      : '';
  const scroller = useRef<HTMLDivElement>(null);
  const follow = useFollow(scroller);
  const count = messages.length;
  useLayoutEffect(() => follow(), [count, mine, follow]);
  useEffect(() => {
    if (mine?.error) follow();
  }, [mine, follow]);
  const ask = (content: string) => void askQuestion(id, content, clarifies);
  return (
    <div className="thread">
      <ThreadHeader id={id} />
      <div className="scroll" ref={scroller}>
        <div className="column">
          {query.isPending && <Skeleton lines={6} />}
          {query.error && !query.data && (
            <Failure error={query.error} onRetry={() => void query.refetch()} />
          )}
          {query.data && messages.length === 0 && !mine && <Starters threadId={id} />}
          <Conversation messages={messages} readOnly={false} />
          {mine && (
            <div className="conversation">
              <div className="question">
                <h2>{mine.content}</h2>
              </div>
              {mine.error ? (
                <Failure
                  error={mine.error}
                  title="This question did not reach askdb"
                  onRetry={() => void askQuestion(id, mine.content, mine.clarifies)}
                />
              ) : (
                <Loading label="Sending" />
              )}
            </div>
          )}
        </div>
      </div>
      <div className="dock">
        {clarifies && (
          <p className="dock-note">
            Your next words answer the question above.
            <Button look="quiet" onClick={() => setDismissed(clarifies)}>
              Ask something else
            </Button>
          </p>
        )}
        <Composer
          key={id}
          onAsk={ask}
          placeholder={clarifies ? 'Answer in your own words' : 'Ask a follow-up'}
          lastQuestion={messages.findLast((one) => one.sender === 'user')?.content ?? ''}
        />
      </div>
    </div>
  );
}
