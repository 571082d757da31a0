// What a cell means, by the kind of its column. Decimals come as text so that no digit is lost.

import type { Cell, Column } from '../api/types';

const numberKinds = new Set(['integer', 'decimal', 'real']);
const timeKinds = new Set(['date', 'timestamp']);

export const isNumeric = (column: Column): boolean => numberKinds.has(column.kind);
export const isTemporal = (column: Column): boolean => timeKinds.has(column.kind);

/** The number in a cell, or null when there is none. */
export function numberOf(cell: Cell | undefined): number | null {
  if (typeof cell === 'number') return cell;
  if (typeof cell !== 'string' || cell.trim() === '') return null;
  const value = Number(cell);
  return Number.isFinite(value) ? value : null;
}

/** Identifiers and years are numbers that nobody adds up. */
export function isMeasure(column: Column): boolean {
  return isNumeric(column) && !/(^|_)(id|key|code|zip|year|nr|no)$/i.test(column.name);
}

/** "total_amount" -> "Total amount"; "count(*)" stays. */
export function titleOf(name: string): string {
  if (!/^[\w ]+$/.test(name)) return name;
  const spaced = name.replace(/_+/g, ' ').trim();
  return spaced ? spaced.charAt(0).toUpperCase() + spaced.slice(1) : name;
}

export function compareCells(a: Cell | undefined, b: Cell | undefined, numeric: boolean): number {
  if (a === null || a === undefined) return b === null || b === undefined ? 0 : 1;
  if (b === null || b === undefined) return -1;
  if (numeric) return (numberOf(a) ?? 0) - (numberOf(b) ?? 0);
  return String(a).localeCompare(String(b), undefined, { numeric: true });
}
