// The Vega-Lite description of a chart. Pure: a result, a choice and colours give a specification.

import type { TopLevelSpec } from 'vega-lite';

import type { Cell, Column, Row } from '../../api/types';
import { type Chart, isTimeText } from '../../state/chart_choice';
import { naturalOrder } from '../../state/natural_order';
import { isNumeric, isTemporal, numberOf, titleOf } from '../../state/values';
import { configOf, type Palette } from './chart_theme';

export function chartSpec(
  columns: readonly Column[],
  rows: readonly Row[],
  chart: Chart,
  palette: Palette,
): TopLevelSpec {
  const x = columns[chart.x] as Column;
  const y = columns[chart.y] as Column;
  // Months written as text leave gaps where nothing was, like those written as dates; bars keep
  // them as names, since a bar has no place between two of them.
  const isTime = isTemporal(x) || (chart.kind !== 'bar' && isTimeText(x, chart.x, rows));
  const isNumber = chart.kind === 'point' && isNumeric(x);
  const values = drawnRows(rows, chart).map((row) => ({
    x: isNumber ? numberOf(row[chart.x]) : isTime ? timeOf(row[chart.x]) : nameOf(row[chart.x]),
    y: numberOf(row[chart.y]),
    ...(chart.series < 0 ? {} : { series: String(row[chart.series] ?? 'none') }),
  }));
  const longest = Math.max(...values.map((one) => String(one.x).length));
  // Bars with long or many names lie down, so that every name can be read.
  const isLying = chart.kind === 'bar' && !isTime && (longest > 12 || rows.length > 10);
  const along = {
    field: 'x',
    type: isTime ? 'temporal' : isNumber ? 'quantitative' : 'nominal',
    sort: sortOf(chart, values),
    ...(isTime ? { scale: { type: 'utc' } } : {}),
    axis: {
      title: titleOf(x.name),
      grid: false,
      ...(isTime
        ? { format: timeFormat(values.map((one) => one.x)), tickCount: 8 }
        : { labelAngle: 0 }),
      ...(isLying ? { title: null } : {}),
      ...(isLying
        ? { labelLimit: 180 }
        : { labelLimit: 110, labelOverlap: 'greedy', labelSeparation: 10 }),
    },
  };
  const measured = {
    field: 'y',
    type: 'quantitative',
    stack: chart.kind === 'area' || chart.kind === 'bar' ? 'zero' : null,
    scale: { zero: chart.kind !== 'line' && chart.kind !== 'point', nice: true },
    axis: {
      title: titleOf(y.name),
      format: '~s',
      tickCount: 5,
      labelExpr: "datum.value === 0 ? '0' : datum.label",
    },
  };
  const spec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    data: { values },
    width: 'container',
    height: isLying ? Math.max(140, values.length * 30 + 50) : 260,
    autosize: { type: 'fit', contains: 'padding' },
    background: 'transparent',
    mark: markOf(chart),
    encoding: {
      [isLying ? 'y' : 'x']: along,
      [isLying ? 'x' : 'y']: measured,
      ...(chart.series < 0
        ? {}
        : { color: { field: 'series', title: titleOf(columns[chart.series]?.name ?? '') } }),
      tooltip: [
        {
          field: 'x',
          type: along.type,
          title: titleOf(x.name),
          ...(isTime ? { timeUnit: 'utcyearmonthdatehoursminutes', format: '%-d %b %Y' } : {}),
        },
        { field: 'y', type: 'quantitative', title: titleOf(y.name), format: ',.6~g' },
        ...(chart.series < 0 ? [] : [{ field: 'series', title: 'Series' }]),
      ],
    },
    config: configOf(palette),
  };
  return spec as unknown as TopLevelSpec;
}

/**
 * Months and years written as text go forward in time; names are ranked, save those that have an
 * order of their own ("1-5 years").
 */
function sortOf(chart: Chart, values: readonly { readonly x: unknown }[]): unknown {
  const order = naturalOrder(values.map((one) => String(one.x)));
  if (order) return order;
  if (chart.kind === 'line' || chart.kind === 'area') return 'ascending';
  const hasOwnOrder = chart.series >= 0 || values.some((one) => /^\d/.test(String(one.x)));
  return chart.kind === 'bar' && !hasOwnOrder ? { field: 'y', order: 'descending' } : null;
}

/** More bars than this are no picture any more. */
export const mostBarsDrawn = 60;

/** All rows, or of too many bars the longest. */
export function drawnRows(rows: readonly Row[], chart: Chart): readonly Row[] {
  if (chart.kind !== 'bar' || chart.series >= 0 || rows.length <= mostBarsDrawn) return rows;
  const size = (row: Row) => Math.abs(numberOf(row[chart.y]) ?? 0);
  const longest = new Set([...rows].sort((a, b) => size(b) - size(a)).slice(0, mostBarsDrawn));
  return rows.filter((row) => longest.has(row));
}

const nameOf = (cell: Cell | undefined): Cell => cell ?? 'none';

/** Times without a zone are drawn as they are written, wherever the reader is. */
function timeOf(cell: Cell | undefined): number | null {
  if (typeof cell !== 'string') return null;
  const isZoned = /(Z|[+-]\d\d(:?\d\d)?)$/.test(cell.slice(10));
  const hasClock = cell.length > 10;
  const value = Date.parse(cell.replace(' ', 'T') + (isZoned || !hasClock ? '' : 'Z'));
  return Number.isNaN(value) ? null : value;
}

function timeFormat(times: readonly unknown[]): string {
  const known = times.filter((one): one is number => typeof one === 'number');
  const days = (Math.max(...known) - Math.min(...known)) / 86_400_000;
  if (days > 1500) return '%Y';
  if (days > 100) return '%b %Y';
  return days > 3 ? '%-d %b' : '%-d %b %H:%M';
}

function markOf(chart: Chart): object {
  const tooltip = true;
  if (chart.kind === 'bar')
    return {
      type: 'bar',
      tooltip,
      cornerRadiusEnd: 3,
      height: { band: 0.68 },
      width: { band: 0.68 },
    };
  if (chart.kind === 'area') return { type: 'area', tooltip, line: true, opacity: 0.35 };
  if (chart.kind === 'point')
    return { type: 'point', tooltip, filled: true, size: 60, opacity: 0.8 };
  return { type: 'line', tooltip, strokeWidth: 2.2, point: { filled: true, size: 34 } };
}
