// Three routes and the browser's history.

import { useSyncExternalStore } from 'react';

export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'thread'; readonly id: string }
  | { readonly page: 'shared'; readonly token: string }
  | { readonly page: 'lost' };

export function readRoute(path: string): Route {
  const [, first = '', second = '', ...more] = path.replace(/\/+$/, '').split('/');
  if (first === '') return { page: 'home' };
  if (more.length === 0 && second !== '') {
    if (first === 't') return { page: 'thread', id: decode(second) };
    if (first === 's') return { page: 'shared', token: decode(second) };
  }
  return { page: 'lost' };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const changed = 'askdb:route';

export function goTo(path: string, options: { replace?: boolean } = {}): void {
  if (path === location.pathname) return;
  history[options.replace ? 'replaceState' : 'pushState'](null, '', path);
  dispatchEvent(new Event(changed));
}

function subscribe(listener: () => void): () => void {
  addEventListener('popstate', listener);
  addEventListener(changed, listener);
  return () => {
    removeEventListener('popstate', listener);
    removeEventListener(changed, listener);
  };
}

export function usePath(): string {
  return useSyncExternalStore(subscribe, () => location.pathname);
}
