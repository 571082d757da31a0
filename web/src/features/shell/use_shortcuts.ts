import { useEffect } from 'react';

/** Ctrl+K searches the conversations, Ctrl+J goes to the composer. */
export function useShortcuts(openMenu: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const key = event.key.toLowerCase();
      if (key === 'k') {
        event.preventDefault();
        if (!focus('[data-thread-search]')) {
          openMenu();
          requestAnimationFrame(() => focus('[data-thread-search]'));
        }
      } else if (key === 'j') {
        event.preventDefault();
        focus('[data-composer]');
      }
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
}

function focus(selector: string): boolean {
  const element = document.querySelector<HTMLElement>(selector);
  element?.focus();
  return element !== null;
}
