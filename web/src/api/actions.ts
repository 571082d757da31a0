// What the page changes.

import { call, send } from './client';
import { sqlResult } from './more_types';
import { message, type Rating, thread } from './types';
import { queryClient } from './query_client';

const path = encodeURIComponent;
const one = (id: string) => `/api/threads/${path(id)}`;

export const createThread = (name: string) => call(thread, 'POST', '/api/threads', { name });

export async function renameThread(id: string, name: string): Promise<void> {
  keepThread(await call(thread, 'PATCH', one(id), { name }));
}

export async function deleteThread(id: string): Promise<void> {
  await send('DELETE', one(id), undefined, { keepalive: true });
  await queryClient.invalidateQueries({ queryKey: ['threads'] });
}

export async function shareThread(id: string, isShared: boolean): Promise<void> {
  keepThread(await call(thread, isShared ? 'POST' : 'DELETE', `${one(id)}/share`));
}

function keepThread(value: Awaited<ReturnType<typeof createThread>>): void {
  queryClient.setQueryData(['thread', value.id], value);
  void queryClient.invalidateQueries({ queryKey: ['threads'] });
}

export const stopMessage = (id: string) => call(message, 'POST', `/api/messages/${path(id)}/stop`);

export type ApprovalAction = 'approve' | 'reject' | 'edit';

export const answerApproval = (
  id: string,
  answer: { action: ApprovalAction; sql?: string; feedback?: string },
) => call(message, 'POST', `/api/messages/${path(id)}/approval`, answer);

export const rateMessage = (id: string, value: Partial<Rating> | null) =>
  value
    ? call(message, 'PUT', `/api/messages/${path(id)}/rating`, withoutNulls(value))
    : call(message, 'DELETE', `/api/messages/${path(id)}/rating`);

const withoutNulls = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null && each !== ''));

export const runSql = (database: string, sql: string) =>
  call(sqlResult, 'POST', '/api/sql', { database, sql });

export async function refreshSchema(): Promise<void> {
  await send('POST', '/api/schema/refresh', {});
  await queryClient.invalidateQueries({ queryKey: ['schema'] });
}

export async function logIn(token: string): Promise<void> {
  await send('POST', '/api/login', { token });
}

/** Fetches a statement's rows as a file. A link cannot do it: the statement is posted. */
export async function exportSql(database: string, sql: string, format: string): Promise<Blob> {
  const response = await send(
    'POST',
    `/api/sql/export?format=${path(format)}`,
    { database, sql },
    { accept: '*/*' },
  );
  return response.blob();
}
