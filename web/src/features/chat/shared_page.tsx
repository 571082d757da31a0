import { useShared } from '../../api/queries';
import { formatWhen } from '../../state/format';
import { goTo } from '../../state/router';
import { Button } from '../../ui/button';
import { Empty, Failure, Skeleton } from '../../ui/states';
import { Conversation } from './conversation';

/** A thread that somebody shared: everything to read, nothing to change. */
export default function SharedPage({ token }: { token: string }) {
  const shared = useShared(token);
  return (
    <div className="thread">
      <header className="topbar">
        <div className="topbar-title">
          <h1>{shared.data?.thread.name ?? 'Shared conversation'}</h1>
          {shared.data && (
            <p className="muted">
              Shared, to read only · {formatWhen(shared.data.thread.updated_at, new Date())}
            </p>
          )}
        </div>
        <span className="spacer" />
        <Button icon="plus" onClick={() => goTo('/')}>
          Ask your own
        </Button>
      </header>
      <div className="scroll">
        <div className="column">
          {shared.isPending && <Skeleton lines={6} />}
          {shared.error && (
            <Failure
              error={shared.error}
              title="This link does not open"
              onRetry={() => void shared.refetch()}
            />
          )}
          {shared.data?.messages.length === 0 && (
            <Empty icon="question" title="Nothing has been asked here yet." />
          )}
          <Conversation messages={shared.data?.messages ?? []} readOnly />
        </div>
      </div>
    </div>
  );
}
