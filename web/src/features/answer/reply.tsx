// What askdb says to one question: while it works, while it waits, and when it is done.

import { useEffect } from 'react';

import type { Message } from '../../api/types';
import { followMessage } from '../../state/ask';
import { fromMessage } from '../../state/from_message';
import { useLiveRun } from '../../state/run_store';
import { FinishedReply } from './finished_reply';
import { LiveReply } from './live_reply';

export interface ReplyProps {
  readonly message: Message;
  /** The words it answers, for retry and edit. */
  readonly question: string;
  readonly isLast: boolean;
  /** A shared thread is read, never changed. */
  readonly readOnly: boolean;
}

export function Reply(props: ReplyProps) {
  const { message, readOnly } = props;
  const live = useLiveRun(message.id);
  const isOpen = message.status === 'running' || message.status === 'waiting';
  useEffect(() => {
    if (isOpen && !readOnly) followMessage(message.thread_id, message.id);
  }, [isOpen, readOnly, message.thread_id, message.id]);
  const run = live && (isOpen || live.run.message) ? live.run : fromMessage(message);
  if (isOpen) {
    return (
      <LiveReply
        {...props}
        run={run}
        connection={live?.connection ?? 'connecting'}
        failure={live?.failure ?? null}
      />
    );
  }
  return <FinishedReply {...props} run={{ ...run, message }} />;
}
