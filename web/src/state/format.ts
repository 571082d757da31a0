// Numbers, times and sizes in words that fit a line.

import type { Cell, Column } from '../api/types';
import { isNumeric, numberOf } from './values';

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 20 });
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

export const formatCount = (value: number): string => grouped.format(value);
export const formatShort = (value: number): string =>
  Math.abs(value) < 1000 ? grouped.format(value) : short.format(value).toLowerCase();

/** "340 ms", "2.4 s", "1 min 5 s" */
export function formatMs(ms: number): string {
  if (ms < 1) return '<1 ms';
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** "$0.0123", "$1.20", "free" */
export function formatPrice(usd: number): string {
  if (usd === 0) return '$0';
  return usd < 0.01 ? `$${usd.toPrecision(2)}` : `$${usd.toFixed(2)}`;
}

/** Text of a cell as a table shows it. A decimal given as text keeps each of its digits. */
export function formatCell(cell: Cell | undefined, column: Column, decimals?: number): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'boolean') return cell ? 'true' : 'false';
  if (isNumeric(column) && !/(^|_)(id|year|code|zip)$/i.test(column.name)) {
    if (typeof cell === 'number') {
      if (decimals === undefined) return grouped.format(cell);
      const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
      return cell.toLocaleString('en', digits);
    }
    const parts = /^(-?)(\d+)(\.\d+)?$/.exec(cell);
    if (parts) return `${parts[1]}${parts[2]?.replace(/\B(?=(\d{3})+$)/g, ',')}${parts[3] ?? ''}`;
  }
  if (column.kind === 'timestamp' && typeof cell === 'string') {
    return cell
      .replace(/^(\d{4}-\d\d-\d\d)T/, '$1 ')
      .replace(/(\.\d{3})\d*/, '$1')
      .replace(/\.0+(?!\d)/, '');
  }
  return String(cell);
}

/** How many decimals show a column of numbers under each other: what they need, four at most. */
export function decimalsOf(rows: readonly (readonly Cell[])[], at: number): number {
  return rows.reduce((most, row) => {
    const cell = row[at];
    if (typeof cell !== 'number' || Number.isInteger(cell)) return most;
    const digits = /\.(\d+)$/.exec(String(cell))?.[1]?.length ?? 0;
    return Math.max(most, Math.min(4, digits));
  }, 0);
}

/** A lone figure, large: no more than two decimals once it exceeds one. */
export function formatFigure(cell: Cell | undefined, column: Column): string {
  const value = numberOf(cell);
  if (value === null || !isNumeric(column)) return formatCell(cell, column) || 'none';
  if (Number.isInteger(value)) return formatCell(cell, column);
  const digits = Math.abs(value) >= 1 ? 2 : 4;
  return new Intl.NumberFormat('en', {
    minimumFractionDigits: Math.abs(value) >= 1 ? 2 : 0,
    maximumFractionDigits: digits,
  }).format(value);
}

/** "17:53", "Yesterday 17:53", "12 Nov 17:53" */
export function formatWhen(iso: string, now: Date): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '';
  const clock = date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  const day = dayName(date, now);
  return day === 'Today' ? clock : `${day} ${clock}`;
}

export function dayName(date: Date, now: Date): string {
  const midnight = (one: Date) => new Date(one.getFullYear(), one.getMonth(), one.getDate());
  const days = Math.round((midnight(now).getTime() - midnight(date).getTime()) / 86_400_000);
  if (days <= 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return date.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
  });
}

/** Rows as tab-separated text, the way spreadsheets paste it. */
export function toTsv(columns: readonly Column[], rows: readonly (readonly Cell[])[]): string {
  const clean = (text: string) => text.replace(/[\t\r\n]+/g, ' ');
  const lines = rows.map((row) => row.map((cell) => clean(String(cell ?? ''))).join('\t'));
  return [columns.map((one) => clean(one.name)).join('\t'), ...lines].join('\n');
}
