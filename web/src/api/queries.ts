// What the page reads, as queries.

import { queryOptions, useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query';
import * as v from 'valibot';

import { call, checked, send } from './client';
import {
  databaseSchema,
  databaseSummary,
  dataSource,
  rowsPage,
  settings,
  starter,
  tokenUse,
} from './more_types';
import { message, thread } from './types';

const path = encodeURIComponent;
const shared = v.object({ thread, messages: v.array(message) });
const databases = v.object({ databases: v.array(v.string()) });

/** The address of the next page, from the Link header. */
export function nextPage(link: string | null): string | null {
  return link?.match(/<([^>]+)>\s*;\s*rel="?next"?/)?.[1] ?? null;
}

export function useThreads(q: string) {
  return useInfiniteQuery({
    queryKey: ['threads', q],
    initialPageParam: `/api/threads?limit=50${q ? `&q=${path(q)}` : ''}`,
    queryFn: async ({ pageParam, signal }) => {
      const response = await send('GET', pageParam, undefined, { signal });
      const items = checked(v.array(thread), await response.json());
      return { items, next: nextPage(response.headers.get('Link')) };
    },
    getNextPageParam: (page) => page.next,
    placeholderData: (old) => old,
  });
}

export const useThread = (id: string) =>
  useQuery({
    queryKey: ['thread', id],
    queryFn: ({ signal }) => call(thread, 'GET', `/api/threads/${path(id)}`, undefined, signal),
  });

export const useMessages = (id: string) =>
  useQuery({
    queryKey: ['messages', id],
    queryFn: async ({ signal }) => {
      const all: v.InferOutput<typeof message>[] = [];
      let page: string | null = `/api/threads/${path(id)}/messages?limit=200`;
      while (page) {
        const response: Response = await send('GET', page, undefined, { signal });
        all.push(...checked(v.array(message), await response.json()));
        page = nextPage(response.headers.get('Link'));
      }
      return all;
    },
  });

export const useShared = (token: string) =>
  useQuery({
    queryKey: ['shared', token],
    queryFn: ({ signal }) => call(shared, 'GET', `/api/shared/${path(token)}`, undefined, signal),
  });

export const useTokens = (id: string) =>
  useQuery({
    queryKey: ['tokens', id],
    queryFn: ({ signal }) =>
      call(tokenUse, 'GET', `/api/threads/${path(id)}/tokens`, undefined, signal),
  });

export const useUsedDatabases = (id: string) =>
  useQuery({
    queryKey: ['used', id],
    enabled: id !== '',
    queryFn: ({ signal }) =>
      call(databases, 'GET', `/api/threads/${path(id)}/databases`, undefined, signal),
  });

export const useDataSources = () =>
  useQuery({
    queryKey: ['sources'],
    queryFn: ({ signal }) =>
      call(v.array(dataSource), 'GET', '/api/data-sources', undefined, signal),
  });

export const useSchemaList = () =>
  useQuery({
    queryKey: ['schema'],
    queryFn: ({ signal }) =>
      call(v.array(databaseSummary), 'GET', '/api/schema', undefined, signal),
  });

const schemaQuery = (database: string) =>
  queryOptions({
    queryKey: ['schema', database],
    staleTime: 300_000,
    queryFn: ({ signal }) =>
      call(databaseSchema, 'GET', `/api/schema/${path(database)}`, undefined, signal),
  });

export const useSchema = (database: string, enabled: boolean) =>
  useQuery({ ...schemaQuery(database), enabled });

export const useSchemas = (databases: readonly string[]) =>
  useQueries({ queries: databases.map(schemaQuery) });

export const useStarters = () =>
  useQuery({
    queryKey: ['starters'],
    staleTime: 600_000,
    queryFn: ({ signal }) =>
      call(v.array(starter), 'GET', '/api/starters?limit=6', undefined, signal),
  });

export const useSettings = () =>
  useQuery({
    queryKey: ['settings'],
    staleTime: 600_000,
    queryFn: ({ signal }) => call(settings, 'GET', '/api/settings', undefined, signal),
  });

export const fetchRows = (messageId: string, step: number, offset: number, limit: number) =>
  call(
    rowsPage,
    'GET',
    `/api/messages/${path(messageId)}/steps/${step}/rows?offset=${offset}&limit=${limit}`,
  );
