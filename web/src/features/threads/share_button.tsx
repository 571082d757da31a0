import { useMutation } from '@tanstack/react-query';

import { shareThread } from '../../api/actions';
import type { Thread } from '../../api/types';
import { Button } from '../../ui/button';
import { CopyButton } from '../../ui/copy_button';
import { Popover } from '../../ui/popover';

export function ShareButton({ thread }: { thread: Thread }) {
  const change = useMutation({ mutationFn: (on: boolean) => shareThread(thread.id, on) });
  const link = thread.share_token ? `${location.origin}/s/${thread.share_token}` : '';
  return (
    <Popover
      label="Share this conversation"
      trigger={
        <Button look="quiet" icon="share" isCompact>
          {link ? 'Shared' : 'Share'}
        </Button>
      }
    >
      <div className="share">
        <h2>Share this conversation</h2>
        {link ? (
          <>
            <p className="muted">Whoever can reach this server and has the link can read it.</p>
            <input
              readOnly
              className="link-input"
              value={link}
              aria-label="Link"
              onFocus={(event) => event.target.select()}
            />
            <div className="row">
              <CopyButton text={() => link} label="Copy link" />
              <span className="spacer" />
              <Button
                look="danger"
                disabled={change.isPending}
                onClick={() => change.mutate(false)}
              >
                Stop sharing
              </Button>
            </div>
          </>
        ) : (
          <>
            <p className="muted">
              Makes a link under which this conversation can be read, not changed. You can take it
              back at any time.
            </p>
            <Button
              look="primary"
              icon="share"
              disabled={change.isPending}
              onClick={() => change.mutate(true)}
            >
              Make a link
            </Button>
          </>
        )}
      </div>
    </Popover>
  );
}
