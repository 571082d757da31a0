import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { renameThread, shareThread } from '../../api/actions';
import type { Thread } from '../../api/types';
import { toast } from '../../state/app_state';
import { goTo } from '../../state/router';
import { IconButton } from '../../ui/button';
import { Menu, MenuItem, MenuLine } from '../../ui/menu';
import { deleteWithUndo } from './delete_thread';

export function ThreadItem({
  thread,
  isCurrent,
  onOpen,
}: {
  thread: Thread;
  isCurrent: boolean;
  onOpen: () => void;
}) {
  const [name, setName] = useState<string | null>(null);
  const rename = useMutation({ mutationFn: (next: string) => renameThread(thread.id, next) });
  const share = useMutation({
    mutationFn: () => shareThread(thread.id, true),
    onSuccess: () => toast.set({ text: 'A link was made: open “Shared” above the conversation.' }),
  });
  const keep = () => {
    const next = name?.trim();
    if (next && next !== thread.name) rename.mutate(next);
    setName(null);
  };
  const path = `/t/${thread.id}`;
  if (name !== null) {
    return (
      <li className="thread-item">
        <input
          className="title-input"
          aria-label="Name of the conversation"
          value={name}
          maxLength={200}
          // Focus follows the press that asked for the field.
          // eslint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          onChange={(event) => setName(event.target.value)}
          onBlur={keep}
          onKeyDown={(event) => {
            if (event.key === 'Enter') keep();
            if (event.key === 'Escape') setName(null);
          }}
        />
      </li>
    );
  }
  return (
    <li className={isCurrent ? 'thread-item thread-current' : 'thread-item'}>
      <a
        href={path}
        aria-current={isCurrent ? 'page' : undefined}
        title={thread.name}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
          event.preventDefault();
          goTo(path);
          onOpen();
        }}
      >
        {thread.name || 'Conversation'}
      </a>
      <Menu trigger={<IconButton icon="more" label={`More about ${thread.name}`} />}>
        {/* The field may only open once the menu has given the focus back. */}
        <MenuItem icon="edit" onSelect={() => setTimeout(() => setName(thread.name), 60)}>
          Rename
        </MenuItem>
        <MenuItem icon="share" onSelect={() => share.mutate()}>
          Share
        </MenuItem>
        <MenuLine />
        <MenuItem icon="close" danger onSelect={() => deleteWithUndo(thread, isCurrent)}>
          Delete
        </MenuItem>
      </Menu>
    </li>
  );
}
