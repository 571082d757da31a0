// A statement over several databases in words: what each of them gave, and how their keys met.

import type { KeyMatch, SourcePart } from '../api/types';
import { formatCount, formatMs } from './format';

const rows = (count: number) => `${formatCount(count)} ${count === 1 ? 'row' : 'rows'}`;

/** "1,427 rows of customers, by 1,427 keys of loans_db.loans.customer_id, 128 ms" */
export function partLine(part: SourcePart): string {
  const narrowed =
    part.keys_passed > 0 ? `, by ${formatCount(part.keys_passed)} keys of ${part.keys_from}` : '';
  return `${rows(part.rows)} of ${part.table}${narrowed}, ${formatMs(part.elapsed_ms)}`;
}

/** "customer_db: 3,000 rows of customers", a line for each. */
export const partLines = (parts: readonly SourcePart[]): string[] =>
  parts.map((part) => `${part.database}: ${partLine(part)}`);

/** "a.customers.id = b.accounts.customer_id. 12 of 3,000 keys of a.customers have no match." */
export function matchLine(match: KeyMatch): string {
  const missing = [
    [match.left, match.left_unmatched, match.left_keys] as const,
    [match.right, match.right_unmatched, match.right_keys] as const,
  ]
    .filter(([, unmatched]) => (unmatched ?? 0) > 0)
    .map(
      ([name, unmatched, keys]) =>
        `${formatCount(unmatched ?? 0)} of ${formatCount(keys)} keys of ${tableOf(name)} have no match.`,
    );
  const guessed = match.is_inferred ? ', found by name and values, not declared' : '';
  return [`${match.left} = ${match.right}${guessed}.`, ...missing].join(' ');
}

/** "a.customers.id" -> "a.customers" */
const tableOf = (column: string): string => column.slice(0, column.lastIndexOf('.')) || column;
