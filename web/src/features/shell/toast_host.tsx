import { useEffect } from 'react';

import { toast } from '../../state/app_state';
import { useSignal } from '../../state/signal';
import { Button, IconButton } from '../../ui/button';

export function ToastHost() {
  const note = useSignal(toast);
  useEffect(() => {
    if (!note) return;
    const timer = setTimeout(() => toast.get() === note && toast.set(null), 7000);
    return () => clearTimeout(timer);
  }, [note]);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {note && (
        <div className="toast">
          <span>{note.text}</span>
          {note.action && (
            <Button
              look="quiet"
              onClick={() => {
                note.onAction?.();
                toast.set(null);
              }}
            >
              {note.action}
            </Button>
          )}
          <IconButton icon="close" label="Dismiss" onClick={() => toast.set(null)} />
        </div>
      )}
    </div>
  );
}
