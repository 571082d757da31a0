import { useDeferredValue, useId, useState } from 'react';

import { useThreads } from '../../api/queries';
import type { Thread } from '../../api/types';
import { dayName } from '../../state/format';
import { useSignal } from '../../state/signal';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Empty, Failure, Skeleton } from '../../ui/states';
import { goingAway } from './delete_thread';
import { ThreadItem } from './thread_item';

/** All conversations by day, the newest first; the field above searches names and messages. */
export function ThreadList({ current, onOpen }: { current: string; onOpen: () => void }) {
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  const query = useThreads(q);
  const gone = useSignal(goingAway);
  const id = useId();
  const threads = (query.data?.pages ?? [])
    .flatMap((page) => page.items)
    .filter((one) => !gone.includes(one.id));
  return (
    <nav className="threads" aria-label="Conversations">
      <div className="search">
        <label htmlFor={id} className="visually-hidden">
          Search conversations
        </label>
        <Icon name="search" size={16} />
        <input
          id={id}
          type="search"
          placeholder="Search conversations"
          value={text}
          data-thread-search=""
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <div className="threads-scroll">
        {query.isPending && <Skeleton lines={5} />}
        {query.error && !query.data && (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        )}
        {query.data && threads.length === 0 && (
          <Empty
            icon={q ? 'search' : 'question'}
            title={q ? 'Nothing found' : 'No conversations yet'}
          />
        )}
        {groups(threads).map(([day, items]) => (
          <section key={day}>
            <h2>{day}</h2>
            <ul>
              {items.map((thread) => (
                <ThreadItem
                  key={thread.id}
                  thread={thread}
                  isCurrent={thread.id === current}
                  onOpen={onOpen}
                />
              ))}
            </ul>
          </section>
        ))}
        {query.hasNextPage && (
          <Button look="quiet" onClick={() => void query.fetchNextPage()}>
            Show older ones
          </Button>
        )}
      </div>
    </nav>
  );
}

function groups(threads: readonly Thread[]): [string, Thread[]][] {
  const now = new Date();
  const byDay = new Map<string, Thread[]>();
  for (const thread of threads) {
    const day = dayName(new Date(thread.updated_at), now);
    byDay.set(day, [...(byDay.get(day) ?? []), thread]);
  }
  return [...byDay];
}
