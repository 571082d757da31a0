// Rows by the thousand: only those in sight are in the document, in a real table.

import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';

import type { Column, Row } from '../../api/types';
import { decimalsOf, formatCell } from '../../state/format';
import { compareCells, isNumeric } from '../../state/values';
import { Failure, Loading } from '../../ui/states';
import { type Sort, TableHead } from './table_head';
import type { RowPages } from './use_rows';

const rowHeight = 34;

export function ResultTable({
  columns,
  pages,
  rowsKept,
}: {
  columns: readonly Column[];
  pages: RowPages;
  rowsKept: number;
}) {
  const [sort, setSort] = useState<Sort | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => sorted(pages.rows, columns, sort), [pages.rows, columns, sort]);
  const decimals = useMemo(
    () => columns.map((_, at) => decimalsOf(pages.rows, at)),
    [columns, pages.rows],
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    initialRect: { width: 800, height: 420 },
  });
  const items = virtual.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  const nearEnd = (last?.index ?? 0) >= rows.length - 20;
  const { loadNext } = pages;
  useEffect(() => {
    if (nearEnd && pages.hasMore) loadNext();
  });
  const change = (next: Sort | null) => {
    setSort(next);
    if (next) void pages.loadAll();
  };
  const above = first?.start ?? 0;
  const below = virtual.getTotalSize() - (last?.end ?? 0);
  return (
    <>
      {/* A scrolling region must be reachable from the keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="table-scroll" ref={scroller} tabIndex={0} role="region" aria-label="Rows">
        <table className="rows" aria-rowcount={Math.max(rowsKept, rows.length) + 1}>
          <TableHead columns={columns} sort={sort} onSort={change} />
          <tbody>
            {above > 0 && <Filler height={above} span={columns.length} />}
            {items.map((item) => (
              <TableRow
                key={item.index}
                columns={columns}
                row={rows[item.index] ?? []}
                index={item.index}
                decimals={decimals}
              />
            ))}
            {below > 0 && <Filler height={below} span={columns.length} />}
          </tbody>
        </table>
      </div>
      {pages.isLoading && <Loading label="Loading further rows" />}
      {pages.error && <Failure error={pages.error} onRetry={() => void pages.loadAll()} />}
    </>
  );
}

function Filler({ height, span }: { height: number; span: number }) {
  return (
    <tr aria-hidden="true">
      <td colSpan={span} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}

function TableRow({
  columns,
  row,
  index,
  decimals,
}: {
  columns: readonly Column[];
  row: Row;
  index: number;
  decimals: readonly number[];
}) {
  return (
    <tr aria-rowindex={index + 2}>
      {columns.map((column, at) => {
        const cell = row[at];
        const text = formatCell(cell, column, decimals[at]);
        const isNull = cell === null || cell === undefined;
        return (
          <td
            key={at}
            className={isNumeric(column) ? 'numeric' : ''}
            title={text.length > 40 ? text : undefined}
          >
            {isNull ? <span className="null">null</span> : text}
          </td>
        );
      })}
    </tr>
  );
}

function sorted(
  rows: readonly Row[],
  columns: readonly Column[],
  sort: Sort | null,
): readonly Row[] {
  if (!sort) return rows;
  const column = columns[sort.at];
  const numeric = column ? isNumeric(column) : false;
  const sign = sort.isDescending ? -1 : 1;
  return [...rows].sort((a, b) => sign * compareCells(a[sort.at], b[sort.at], numeric));
}
