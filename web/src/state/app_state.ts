// What the whole page shares: whether the server answers, who must log in, what is being said.

import { signal } from './signal';

/** False once a request could not reach the server; true again when its health answers. */
export const isReachable = signal(true);

/** True when the server asked for an access token. */
export const needsLogin = signal(false);

/** The last thing said to screen readers. */
export const announcement = signal('');

export interface Toast {
  readonly text: string;
  readonly action?: string;
  readonly onAction?: () => void;
}
export const toast = signal<Toast | null>(null);

/** Text that the composer should take over; `at` tells two equal ones apart. */
export const draft = signal<{ text: string; mode: 'replace' | 'insert'; at: number } | null>(null);

export function writeDraft(text: string, mode: 'replace' | 'insert' = 'replace'): void {
  draft.set({ text, mode, at: Date.now() });
}

/** The database whose tables the schema browser should open at. */
export const schemaFocus = signal('');

/** Databases a question is limited to; empty means all. */
export const chosenDatabases = signal<readonly string[]>([]);
