// A result as number, chart or table; the table is always one click away.

import { lazy, Suspense, useEffect, useMemo, useState } from 'react';

import type { Column, Row } from '../../api/types';
import { type Chart, chooseChart } from '../../state/chart_choice';
import { formatCount } from '../../state/format';
import { Empty, Loading } from '../../ui/states';
import { ChartControls } from './chart_controls';
import { ExportMenu } from './export_menu';
import { NumberCard } from './number_card';
import { ResultTable } from './result_table';
import type { RowSource } from './source';
import { useRows } from './use_rows';

const ChartView = lazy(() => import('./chart_view'));

interface Props {
  readonly source: RowSource;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly rowCount: number;
  readonly rowsKept: number;
  readonly isTruncated: boolean;
}

export function ResultView(props: Props) {
  const { columns, source } = props;
  const pages = useRows(source, props.rows, props.rowsKept);
  const choice = useMemo(() => chooseChart(columns, pages.rows), [columns, pages.rows]);
  const [view, setView] = useState<'chart' | 'table' | null>(null);
  const [changed, setChanged] = useState<Chart | null>(null);
  const hasChart = (changed ?? choice.chart) !== null && view !== 'table';
  const { hasMore, isLoading, error, loadAll } = pages;
  useEffect(() => {
    // A chart of the first rows alone would tell a story that is not there.
    if (hasChart && hasMore && !isLoading && !error) void loadAll();
  }, [hasChart, hasMore, isLoading, error, loadAll]);
  if (columns.length === 0 || props.rowCount === 0) {
    return <Empty icon="table" title="No rows fit this question." />;
  }
  const chart = changed ?? choice.chart;
  const shown = chart && (view ?? 'chart') === 'chart' ? chart : null;
  const pick = (next: Chart | null) => {
    setView(next ? 'chart' : 'table');
    if (next) setChanged(next);
  };
  return (
    <section className="result" aria-label="Result">
      <div className="result-bar">
        <ChartControls columns={columns} choice={choice} chart={shown} onChange={pick} />
        <span className="spacer" />
        <span className="result-count">
          {props.isTruncated && 'first '}
          {count(props.rowCount, 'row')}
          <span className="compact">, {count(columns.length, 'column')}</span>
        </span>
        <ExportMenu columns={columns} pages={pages} source={source} />
      </div>
      {shown?.kind === 'number' && (
        <NumberCard columns={columns} row={pages.rows[0] ?? []} at={shown.y} />
      )}
      {shown && shown.kind !== 'number' && (
        <Suspense fallback={<Loading label="Drawing the chart" />}>
          <ChartView columns={columns} rows={pages.rows} chart={shown} />
        </Suspense>
      )}
      {!shown && <ResultTable columns={columns} pages={pages} rowsKept={props.rowsKept} />}
      {props.isTruncated && (
        <p className="hint">
          More rows fit the question; the first {formatCount(props.rowsKept)} are kept.
        </p>
      )}
    </section>
  );
}

const count = (value: number, noun: string): string =>
  `${formatCount(value)} ${noun}${value === 1 ? '' : 's'}`;
