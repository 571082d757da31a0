// A deleted thread leaves the list at once and the server a little later: until then, undo.

import { deleteThread } from '../../api/actions';
import { noteError } from '../../api/query_client';
import type { Thread } from '../../api/types';
import { toast } from '../../state/app_state';
import { goTo } from '../../state/router';
import { signal } from '../../state/signal';

/** Threads that are out of sight but not yet deleted. */
export const goingAway = signal<readonly string[]>([]);

const timeToUndo = 6000;
const waiting = new Map<string, () => void>();

export function deleteWithUndo(thread: Thread, isCurrent: boolean): void {
  goingAway.set([...goingAway.get(), thread.id]);
  if (isCurrent) goTo('/');
  const timer = setTimeout(() => waiting.get(thread.id)?.(), timeToUndo);
  waiting.set(thread.id, () => {
    clearTimeout(timer);
    waiting.delete(thread.id);
    if (toast.get() === note) toast.set(null);
    deleteThread(thread.id)
      .catch((error: unknown) => {
        noteError(error);
        toast.set({ text: `“${thread.name}” could not be deleted.` });
      })
      .finally(() => bringBack(thread.id));
  });
  const note = {
    text: `“${thread.name}” was deleted.`,
    action: 'Undo',
    onAction: () => {
      clearTimeout(timer);
      waiting.delete(thread.id);
      bringBack(thread.id);
      if (isCurrent) goTo(`/t/${thread.id}`);
    },
  };
  toast.set(note);
}

function bringBack(id: string): void {
  goingAway.set(goingAway.get().filter((one) => one !== id));
}

// Leaving the page is not undoing.
if (typeof addEventListener === 'function') {
  addEventListener('pagehide', () => {
    for (const finish of [...waiting.values()]) finish();
  });
}
