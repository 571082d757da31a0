// A statement over several databases: what each of them gave, and how their keys met.

import type { KeyMatch, SourcePart } from '../../api/types';
import { formatCount, formatMs } from '../../state/format';
import { SqlBlock } from '../sql/sql_block';

const rows = (count: number) => `${formatCount(count)} ${count === 1 ? 'row' : 'rows'}`;

function how(part: SourcePart): string {
  const narrowed =
    part.keys_passed > 0 ? `, by ${formatCount(part.keys_passed)} keys of ${part.keys_from}` : '';
  return `${rows(part.rows)} of ${part.table}${narrowed}, ${formatMs(part.elapsed_ms)}`;
}

/** The statements that the databases themselves ran, folded away. */
export function Parts({
  parts,
  readOnly,
}: {
  parts: readonly SourcePart[];
  readOnly: boolean;
}) {
  return parts.map((part, at) =>
    part.sql ? (
      <details key={at} className="attempt">
        <summary>
          {part.database}: {how(part)}
        </summary>
        <SqlBlock sql={part.sql} database={part.database} readOnly={readOnly} />
      </details>
    ) : null,
  );
}

/** "customer_db: 3,000 rows of customers", a line for each. */
export const partLines = (parts: readonly SourcePart[]): string[] =>
  parts.map((part) => `${part.database}: ${how(part)}`);

/** "a.customers.id = b.accounts.customer_id: 12 of 3,000 without a partner". */
export function matchLine(match: KeyMatch): string {
  const missing = [
    [match.left, match.left_unmatched, match.left_keys] as const,
    [match.right, match.right_unmatched, match.right_keys] as const,
  ]
    .filter(([, unmatched]) => (unmatched ?? 0) > 0)
    .map(
      ([name, unmatched, keys]) =>
        `${formatCount(unmatched ?? 0)} of ${formatCount(keys)} in ${name} without a partner`,
    );
  const guessed = match.is_inferred ? ' (found by name and values, not declared)' : '';
  return `${match.left} = ${match.right}${guessed}${missing.length > 0 ? `: ${missing.join('; ')}` : ''}`;
}
