// The rows of a result: those that came with it, and further ones by page as somebody scrolls.

import { useCallback, useState } from 'react';

import { fetchRows } from '../../api/queries';
import type { Row } from '../../api/types';
import type { RowSource } from './source';

const pageSize = 200;

export interface RowPages {
  readonly rows: readonly Row[];
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly error: Error | null;
  readonly loadNext: () => void;
  /** Loads every row that the server kept, for sorting and copying. */
  readonly loadAll: () => Promise<readonly Row[]>;
}

export function useRows(source: RowSource, first: readonly Row[], rowsKept: number): RowPages {
  const [more, setMore] = useState<readonly Row[]>([]);
  const [isLoading, setLoading] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const rows = more.length > 0 ? [...first, ...more] : first;
  const hasMore = source.kind === 'step' && rows.length < rowsKept;

  const load = useCallback(
    async (until: number): Promise<readonly Row[]> => {
      if (source.kind !== 'step') return first;
      setLoading(true);
      setError(null);
      const fresh = [...more];
      try {
        while (first.length + fresh.length < until) {
          const page = await fetchRows(
            source.messageId,
            source.step,
            first.length + fresh.length,
            pageSize,
          );
          if (page.rows.length === 0) break;
          fresh.push(...page.rows);
        }
      } catch (problem) {
        setError(problem instanceof Error ? problem : new Error(String(problem)));
      }
      setMore(fresh);
      setLoading(false);
      return [...first, ...fresh];
    },
    [source, first, more],
  );

  return {
    rows,
    hasMore,
    isLoading,
    error,
    loadNext: () => {
      if (hasMore && !isLoading && !error) void load(Math.min(rowsKept, rows.length + pageSize));
    },
    loadAll: () => (hasMore ? load(rowsKept) : Promise.resolve(rows)),
  };
}
