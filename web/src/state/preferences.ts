// What a person chose for this browser: theme, approval, debugging.

import { useSyncExternalStore } from 'react';

export type Theme = 'system' | 'light' | 'dark';
export type Approval = 'server' | 'on' | 'off' | 'smart';

const listeners = new Set<() => void>();

function read(key: string): string {
  try {
    return localStorage.getItem(`askdb.${key}`) ?? '';
  } catch {
    return '';
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(`askdb.${key}`, value);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}

export function usePreference(key: 'theme' | 'approval' | 'debug' | 'schema'): string {
  return useSyncExternalStore(subscribe, () => read(key));
}

export const preference = {
  approval: (): Approval => {
    const value = read('approval');
    return value === 'on' || value === 'off' || value === 'smart' ? value : 'server';
  },
  debug: (): boolean => read('debug') === 'on',
};

export function setPreference(key: 'approval' | 'debug' | 'schema', value: string): void {
  write(key, value);
}

export function setTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  write('theme', theme);
}

/** True while the page is drawn dark, whoever decided so. */
export function useIsDark(): boolean {
  const theme = usePreference('theme');
  const system = useSyncExternalStore(
    (listener) => {
      const media = matchMedia('(prefers-color-scheme: dark)');
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => matchMedia('(prefers-color-scheme: dark)').matches,
  );
  return theme === 'dark' || (theme !== 'light' && system);
}
