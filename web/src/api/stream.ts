// Follows one question: posts it, reads its events, and picks up again where a dropped
// connection left off, until the finished message has arrived.

import { ApiError, send } from './client';
import { readEvent, type StreamEvent } from './events';
import { SseReader } from './sse';

export type Connection = 'connecting' | 'live' | 'reconnecting';

export interface Listener {
  readonly onEvent: (event: StreamEvent) => void;
  readonly onConnection: (connection: Connection) => void;
  readonly signal: AbortSignal;
}

const eventStream = 'text/event-stream';
const longestWait = 8000;

/** Posts a question and follows it. Throws ApiError when it was not accepted. */
export async function ask(path: string, body: unknown, listener: Listener): Promise<void> {
  const progress = new Progress(listener);
  const response = await send('POST', path, body, { accept: eventStream, signal: listener.signal });
  await progress.drain(response).catch(() => undefined);
  if (progress.isOver || listener.signal.aborted) return;
  if (!progress.messageId) {
    throw new ApiError(
      0,
      'unreachable',
      'The connection broke before askdb answered.',
      'Ask again.',
    );
  }
  await resume(progress.messageId, progress, listener);
}

/** Follows a question that is already running, from its start. */
export async function follow(messageId: string, listener: Listener): Promise<void> {
  await resume(messageId, new Progress(listener), listener);
}

async function resume(messageId: string, progress: Progress, listener: Listener): Promise<void> {
  for (let attempt = 0; !listener.signal.aborted; attempt++) {
    listener.onConnection(attempt === 0 && progress.lastId === 0 ? 'connecting' : 'reconnecting');
    const before = progress.lastId;
    try {
      const response = await send('GET', `/api/messages/${messageId}/events`, undefined, {
        accept: eventStream,
        signal: listener.signal,
        lastEventId: progress.lastId,
      });
      await progress.drain(response);
    } catch (error) {
      if (isAborted(listener)) return;
      if (error instanceof ApiError && error.status >= 400 && error.status < 500) throw error;
    }
    if (progress.isOver) return;
    if (progress.lastId > before) attempt = 0;
    await pause(Math.min(longestWait, 400 * 2 ** attempt), listener.signal);
  }
}

const isAborted = (listener: Listener): boolean => listener.signal.aborted;

class Progress {
  lastId = 0;
  messageId = '';
  isOver = false;

  constructor(private readonly listener: Listener) {}

  async drain(response: Response): Promise<void> {
    if (!response.body) return;
    this.listener.onConnection('live');
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    const frames = new SseReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      for (const frame of frames.push(decoder.decode(value, { stream: true }))) {
        // After a resume the server may repeat what was already seen.
        if (frame.id > 0 && frame.id <= this.lastId) continue;
        if (frame.id > 0) this.lastId = frame.id;
        const event = readEvent(frame.name, frame.id, frame.data, Date.now());
        if (event.type === 'accepted') this.messageId = event.data.server_message.id;
        if (event.type === 'message') this.isOver = true;
        this.listener.onEvent(event);
      }
    }
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
