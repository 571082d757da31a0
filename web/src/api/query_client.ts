// One cache for everything the server told. Loopback needs no "am I online" guesses.

import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

import { isReachable, needsLogin, toast } from '../state/app_state';
import { ApiError } from './client';

export function noteError(error: unknown): void {
  if (!(error instanceof ApiError)) return;
  if (error.status === 0) isReachable.set(false);
  if (error.status === 401) needsLogin.set(true);
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noteError }),
  mutationCache: new MutationCache({
    onError: (error, _variables, _context, mutation) => {
      noteError(error);
      if (!mutation.options.onError && error instanceof ApiError && error.status !== 401) {
        toast.set({ text: [error.message, error.nextStep].filter(Boolean).join(' ') });
      }
    },
  }),
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 30_000,
      refetchOnWindowFocus: true,
      retry: (count, error) => error instanceof ApiError && error.status >= 500 && count < 2,
    },
    mutations: { networkMode: 'always' },
  },
});
