// One function per kind of call. Failures are `ApiError`: what happened and what to do next.

import * as v from 'valibot';

const problem = v.object({
  title: v.nullish(v.string(), ''),
  code: v.nullish(v.string(), ''),
  detail: v.nullish(v.string(), ''),
  next_step: v.nullish(v.string(), ''),
  rule: v.nullish(v.string(), ''),
});

export class ApiError extends Error {
  constructor(
    /** HTTP status; 0 when the server could not be reached. */
    readonly status: number,
    readonly code: string,
    message: string,
    readonly nextStep: string,
    readonly rule = '',
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Sends a request; resolves with the response when it is a success, throws ApiError otherwise. */
export async function send(
  method: Method,
  path: string,
  body?: unknown,
  options: {
    signal?: AbortSignal;
    accept?: string;
    lastEventId?: number;
    keepalive?: boolean;
  } = {},
): Promise<Response> {
  const headers: Record<string, string> = { Accept: options.accept ?? 'application/json' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (options.lastEventId) headers['Last-Event-ID'] = String(options.lastEventId);
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(options.signal ? { signal: options.signal } : {}),
      ...(options.keepalive ? { keepalive: true } : {}),
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiError(
      0,
      'unreachable',
      'askdb cannot be reached.',
      'Is the server still running? This page tries again by itself.',
    );
  }
  if (!response.ok) throw await toError(response);
  return response;
}

async function toError(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const read = v.safeParse(problem, body);
  const known = read.success ? read.output : null;
  return new ApiError(
    response.status,
    known?.code ?? '',
    known?.detail || known?.title || `The server answered ${response.status}.`,
    known?.next_step ?? '',
    known?.rule ?? '',
  );
}

/** Sends a request and checks what comes back. */
export async function call<T extends v.GenericSchema>(
  schema: T,
  method: Method,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<v.InferOutput<T>> {
  const response = await send(method, path, body, signal ? { signal } : {});
  return checked(schema, await response.json());
}

export function checked<T extends v.GenericSchema>(schema: T, value: unknown): v.InferOutput<T> {
  const read = v.safeParse(schema, value);
  if (read.success) return read.output;
  const issue = read.issues[0];
  throw new ApiError(
    200,
    'unreadable',
    `The server's answer was not understood: ${v.getDotPath(issue) ?? 'body'}: ${issue.message}`,
    'Reload the page; the server may have been updated.',
  );
}
