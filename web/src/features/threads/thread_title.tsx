import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { renameThread } from '../../api/actions';
import { IconButton } from '../../ui/button';

/** The thread's name, changed in place: Enter keeps it, Escape leaves it. */
export function ThreadTitle({ id, name }: { id: string; name: string }) {
  const [text, setText] = useState<string | null>(null);
  const rename = useMutation({ mutationFn: (next: string) => renameThread(id, next) });
  const keep = () => {
    const next = text?.trim();
    if (next && next !== name) rename.mutate(next);
    setText(null);
  };
  if (text !== null) {
    return (
      <input
        className="title-input"
        aria-label="Name of the conversation"
        value={text}
        maxLength={200}
        // Focus follows the press that asked for the field.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        onChange={(event) => setText(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep();
          if (event.key === 'Escape') setText(null);
        }}
      />
    );
  }
  return (
    <div className="topbar-title">
      <h1 title={name}>{name || 'Conversation'}</h1>
      <IconButton icon="edit" label="Rename" onClick={() => setText(name)} />
    </div>
  );
}
