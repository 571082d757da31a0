// Asking: from the words in the composer to a stored, finished message in the cache.

import { createThread } from '../api/actions';
import type { StreamEvent } from '../api/events';
import { noteError, queryClient } from '../api/query_client';
import { ask, follow } from '../api/stream';
import type { Message } from '../api/types';
import { announcement, chosenDatabases } from './app_state';
import { preference } from './preferences';
import { goTo } from './router';
import { runStore } from './run_store';
import { signal } from './signal';

/** A question on its way: shown until the server has accepted it, or with what went wrong. */
export interface Pending {
  readonly threadId: string;
  readonly content: string;
  readonly clarifies: string;
  readonly error: Error | null;
}

export const pending = signal<Pending | null>(null);

/**
 * Asks in a thread; an empty `threadId` opens a new one named after the question. `isFresh`: results
 * that the server kept are not used.
 */
export async function askQuestion(
  threadId: string,
  content: string,
  clarifies = '',
  isFresh = false,
): Promise<void> {
  let id = threadId;
  pending.set({ threadId, content, clarifies, error: null });
  try {
    if (!id) {
      const created = await createThread(threadName(content));
      id = created.id;
      queryClient.setQueryData(['thread', id], created);
      queryClient.setQueryData(['messages', id], []);
      pending.set({ threadId: id, content, clarifies, error: null });
      goTo(`/t/${id}`);
      void queryClient.invalidateQueries({ queryKey: ['threads'] });
    }
    await post(id, content, clarifies, isFresh);
  } catch (error) {
    noteError(error);
    if (pending.get()?.threadId === id) {
      pending.set({ threadId: id, content, clarifies, error: asError(error) });
    }
  }
}

async function post(
  threadId: string,
  content: string,
  clarifies: string,
  isFresh: boolean,
): Promise<void> {
  const approval = preference.approval();
  const databases = chosenDatabases.get();
  const [path, body] = clarifies
    ? [`/api/messages/${clarifies}/clarification`, { answer: content }]
    : [
        `/api/threads/${threadId}/messages`,
        {
          content,
          ...(databases.length > 0 ? { databases } : {}),
          ...(approval === 'server' ? {} : { approval }),
          ...(preference.debug() ? { debug: true } : {}),
          ...(isFresh ? { fresh: true } : {}),
        },
      ];
  const controller = new AbortController();
  let messageId = '';
  try {
    await ask(path, body, {
      signal: controller.signal,
      onConnection: (connection) => messageId && runStore.connect(messageId, connection),
      onEvent: (event) => {
        if (event.type === 'accepted') {
          messageId = event.data.server_message.id;
          runStore.claim(messageId, controller);
          addMessages(threadId, [event.data.user_message, event.data.server_message]);
          runStore.connect(messageId, 'live');
          pending.set(null);
        }
        if (messageId) take(threadId, messageId, event);
      },
    });
  } catch (error) {
    if (!messageId) throw error;
    noteError(error);
    runStore.fail(messageId, asError(error));
  }
}

/** Follows a message that was already running when the page opened. Does so once. */
export function followMessage(threadId: string, messageId: string): void {
  const controller = new AbortController();
  if (!runStore.claim(messageId, controller)) return;
  follow(messageId, {
    signal: controller.signal,
    onConnection: (connection) => runStore.connect(messageId, connection),
    onEvent: (event) => take(threadId, messageId, event),
  }).catch((error: unknown) => {
    noteError(error);
    runStore.fail(messageId, asError(error));
  });
}

function take(threadId: string, messageId: string, event: StreamEvent): void {
  runStore.apply(messageId, event);
  if (event.type === 'approval_request') announcement.set('askdb asks for your approval.');
  if (event.type !== 'message') return;
  addMessages(threadId, [event.data]);
  announcement.set(event.data.type === 'answer' ? 'The answer is ready.' : 'askdb replied.');
  for (const key of ['tokens', 'used']) {
    void queryClient.invalidateQueries({ queryKey: [key, threadId] });
  }
  void queryClient.invalidateQueries({ queryKey: ['threads'] });
}

/** Puts messages into the thread's list, each in place of its older self. */
export function addMessages(threadId: string, fresh: readonly Message[]): void {
  queryClient.setQueryData(['messages', threadId], (old: readonly Message[] | undefined) => {
    const list = [...(old ?? [])];
    for (const message of fresh) {
      const at = list.findIndex((one) => one.id === message.id);
      if (at < 0) list.push(message);
      else list[at] = message;
    }
    return list;
  });
}

/** The question, cut at a word near 60 characters. */
export function threadName(content: string): string {
  const line = content.trim().replace(/\s+/g, ' ');
  if (line.length <= 60) return line;
  const cut = line.slice(0, 60);
  return `${cut.slice(0, Math.max(30, cut.lastIndexOf(' ')))}…`;
}

const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error(String(error));
