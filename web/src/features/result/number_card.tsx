import type { Column, Row } from '../../api/types';
import { formatCell, formatFigure } from '../../state/format';
import { titleOf } from '../../state/values';

/** One value, large; the name it belongs to beside it. */
export function NumberCard({
  columns,
  row,
  at,
}: {
  columns: readonly Column[];
  row: Row;
  at: number;
}) {
  const column = columns[at];
  if (!column) return null;
  const other = columns.findIndex((_, index) => index !== at);
  const beside = columns[other];
  return (
    <figure className="number-card">
      <p className="figure">{formatFigure(row[at], column)}</p>
      <figcaption>
        {titleOf(column.name)}
        {beside && <span className="muted"> · {formatCell(row[other], beside)}</span>}
      </figcaption>
    </figure>
  );
}
