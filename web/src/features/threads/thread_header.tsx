import { useThread } from '../../api/queries';
import { DatabaseBadges } from './database_badges';
import { ShareButton } from './share_button';
import { ThreadTitle } from './thread_title';
import { TokenButton } from './token_button';

export function ThreadHeader({ id }: { id: string }) {
  const thread = useThread(id);
  return (
    <header className="topbar">
      <ThreadTitle id={id} name={thread.data?.name ?? ''} />
      <span className="spacer" />
      <DatabaseBadges threadId={id} />
      <TokenButton threadId={id} />
      {thread.data && <ShareButton thread={thread.data} />}
    </header>
  );
}
