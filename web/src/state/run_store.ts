// Runs that are under way, outside React: a component subscribes to the one it draws.

import { useSyncExternalStore } from 'react';

import type { StreamEvent } from '../api/events';
import type { Connection } from '../api/stream';
import { applyEvent } from './apply_event';
import { emptyRun, type Run } from './run';

export interface LiveRun {
  readonly run: Run;
  readonly connection: Connection;
  /** What ended the stream for good, or null. */
  readonly failure: Error | null;
}

const runs = new Map<string, LiveRun>();
const listeners = new Set<() => void>();
const aborts = new Map<string, AbortController>();

function change(id: string, next: (old: LiveRun) => LiveRun): void {
  runs.set(id, next(runs.get(id) ?? { run: emptyRun, connection: 'connecting', failure: null }));
  for (const listener of listeners) listener();
}

export const runStore = {
  apply: (id: string, event: StreamEvent) =>
    change(id, (old) => ({ ...old, run: applyEvent(old.run, event) })),
  connect: (id: string, connection: Connection) => change(id, (old) => ({ ...old, connection })),
  fail: (id: string, failure: Error) => change(id, (old) => ({ ...old, failure })),
  /** The signal under which `id` is followed, or null when it already is. */
  claim: (id: string, controller: AbortController): boolean => {
    if (aborts.has(id)) return false;
    aborts.set(id, controller);
    return true;
  },
  release: (id: string): void => {
    aborts.get(id)?.abort();
    aborts.delete(id);
  },
  get: (id: string): LiveRun | undefined => runs.get(id),
};

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useLiveRun(id: string): LiveRun | undefined {
  return useSyncExternalStore(subscribe, () => runs.get(id));
}
