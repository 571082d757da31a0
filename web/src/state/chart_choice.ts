// Which picture fits a result, from the kinds and number of its columns alone.

import type { Column, Row } from '../api/types';
import { isMeasure, isNumeric, isTemporal, numberOf } from './values';

export type ChartKind = 'number' | 'line' | 'area' | 'bar' | 'point';

export interface Chart {
  readonly kind: ChartKind;
  /** Index of the column along the bottom (or the side, for bars); -1 for a number. */
  readonly x: number;
  /** Index of the measured column. */
  readonly y: number;
  /** Index of the column that splits the marks by colour, or -1. */
  readonly series: number;
}

export interface Choice {
  /** What to show first; null shows the table. */
  readonly chart: Chart | null;
  /** Kinds the viewer may change to. */
  readonly kinds: readonly ChartKind[];
  /** Columns that may be measured, and those that may stand along the axis. */
  readonly measures: readonly number[];
  readonly axes: readonly number[];
}

const mostBars = 40;
const mostPoints = 5000;
const mostSeries = 8;
const monthText = /^\d{4}(-\d{2}(-\d{2})?)?$/;

export function chooseChart(columns: readonly Column[], rows: readonly Row[]): Choice {
  const none: Choice = { chart: null, kinds: [], measures: [], axes: [] };
  if (rows.length === 0) return none;
  const measures = indices(columns, (one, at) => isMeasure(one) && hasNumbers(rows, at));
  if (rows.length === 1) {
    // One value, alone or beside the name it belongs to.
    const y = columns.length === 1 && isNumeric(columns[0] as Column) ? 0 : measures[0];
    if (y === undefined || measures.length > 1 || columns.length > 2) return none;
    return {
      chart: { kind: 'number', x: -1, y, series: -1 },
      kinds: ['number'],
      measures,
      axes: [],
    };
  }
  if (measures.length === 0 || rows.length > mostPoints) return none;
  const times = indices(columns, (one, at) => isTimeAxis(one, at, rows));
  const names = indices(
    columns,
    (one, at) => !measures.includes(at) && !times.includes(at) && !isIdentifier(one),
  );
  const axes = [...times, ...names];
  const y = measures[0] as number;
  const pick = pickChart(columns, rows, measures, times, names);
  const kinds: ChartKind[] = [];
  if (axes.length > 0) kinds.push('bar');
  if (axes.length > 0) kinds.push('line', 'area');
  if (measures.length > 1 || times.length > 0) kinds.push('point');
  if (kinds.length === 0) return none;
  return { chart: pick ? { ...pick, y: pick.y < 0 ? y : pick.y } : null, kinds, measures, axes };
}

function pickChart(
  columns: readonly Column[],
  rows: readonly Row[],
  measures: readonly number[],
  times: readonly number[],
  names: readonly number[],
): Chart | null {
  const y = measures[0] as number;
  // Whole records, one a row, are read as a list.
  const hasKey = columns.some(
    (one, at) => isIdentifier(one) && distinctOf(rows, at) === rows.length,
  );
  if (columns.length > 5 || (hasKey && columns.length > 3)) return null;
  const time = times[0];
  if (time !== undefined) {
    const series = seriesOf(rows, names) ?? -1;
    const points = new Set(rows.map((row) => `${row[time]}|${series < 0 ? '' : row[series]}`));
    // A date that repeats is a list of events, not a course of time.
    if (points.size === rows.length) return { kind: 'line', x: time, y, series };
    return null;
  }
  const name = names[0];
  if (name !== undefined && rows.length <= mostBars) {
    const distinct = new Set(rows.map((row) => row[name])).size;
    const other = names.slice(1).find((at) => distinctOf(rows, at) <= mostSeries);
    if (distinct === rows.length) return { kind: 'bar', x: name, y, series: -1 };
    return other === undefined ? null : { kind: 'bar', x: name, y, series: other };
  }
  if (name === undefined && measures.length === 2 && columns.length <= 3) {
    return { kind: 'point', x: measures[0] as number, y: measures[1] as number, series: -1 };
  }
  return null;
}

function seriesOf(rows: readonly Row[], names: readonly number[]): number | undefined {
  return names.find((at) => {
    const distinct = distinctOf(rows, at);
    return distinct > 1 && distinct <= mostSeries;
  });
}

/** A date, or text and whole numbers that are all written like a year, month or day. */
function isTimeAxis(column: Column, at: number, rows: readonly Row[]): boolean {
  if (isTemporal(column)) return true;
  if (column.kind === 'integer' || column.kind === 'decimal') {
    return /(^|_)year$/i.test(column.name) && rows.every((row) => isYear(row[at]));
  }
  return isTimeText(column, at, rows);
}

/** Text that is a year, month or day in every row. */
export function isTimeText(column: Column, at: number, rows: readonly Row[]): boolean {
  if (column.kind !== 'text' && column.kind !== '') return false;
  return rows.every((row) => monthText.test(String(row[at] ?? '')));
}

const isYear = (cell: unknown): boolean => Number(cell) >= 1000 && Number(cell) <= 2999;
const isIdentifier = (column: Column): boolean =>
  /(^|_)(id|uuid|key)$/i.test(column.name) || column.kind === 'uuid' || column.kind === 'json';
const hasNumbers = (rows: readonly Row[], at: number): boolean =>
  rows.some((row) => numberOf(row[at]) !== null);
const distinctOf = (rows: readonly Row[], at: number): number =>
  new Set(rows.map((row) => row[at])).size;

function indices(
  columns: readonly Column[],
  wanted: (column: Column, at: number) => boolean,
): number[] {
  return columns.flatMap((column, at) => (wanted(column, at) ? [at] : []));
}
