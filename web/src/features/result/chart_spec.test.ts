import { describe, expect, it } from 'vitest';

import type { Column, Row } from '../../api/types';
import { chartSpec, drawnRows, mostBarsDrawn } from './chart_spec';

const column = (name: string, kind: string): Column => ({ name, kind, type: '' });
const amount = column('amount', 'decimal');
const palette = { ink: '', faint: '', line: '', font: '', marks: [] };

type Kind = 'bar' | 'line';
interface Drawn {
  readonly data: { readonly values: readonly { readonly x: unknown; readonly y: unknown }[] };
  readonly encoding: Record<'x' | 'y', { readonly type: string; readonly sort: unknown }>;
}
const drawn = (columns: Column[], rows: Row[], kind: Kind) =>
  chartSpec(columns, rows, { kind, x: 0, y: 1, series: -1 }, palette) as unknown as Drawn;

describe('chartSpec', () => {
  it('leaves room for months that are missing, though they are written as text', () => {
    const rows: Row[] = [
      ['2026-01', 1],
      ['2026-05', 2],
    ];
    const columns = [column('month', 'text'), amount];
    const line = drawn(columns, rows, 'line');
    expect(line.encoding.x.type).toBe('temporal');
    expect(line.data.values[0]?.x).toBe(Date.UTC(2026, 0, 1));
    expect(drawn(columns, rows, 'bar').data.values[0]?.x).toBe('2026-01');
  });
  it('ranks names by their value, but months as the year goes', () => {
    const ranked = drawn(
      [column('name', 'text'), amount],
      [
        ['a', 1],
        ['b', 2],
      ],
      'bar',
    );
    expect(ranked.encoding.x.sort).toEqual({ field: 'y', order: 'descending' });
    const months = drawn(
      [column('month', 'text'), amount],
      [
        ['Feb', 9],
        ['Jan', 1],
      ],
      'bar',
    );
    expect(months.encoding.x.sort).toEqual(['Jan', 'Feb']);
  });
  it('draws the longest of too many bars, the negative ones among them', () => {
    const rows: Row[] = Array.from({ length: 200 }, (_, at) => [`n${at}`, at === 3 ? -500 : at]);
    const kept = drawnRows(rows, { kind: 'bar', x: 0, y: 1, series: -1 });
    expect(kept).toHaveLength(mostBarsDrawn);
    expect(kept[0]?.[0]).toBe('n3');
    expect(drawnRows(rows, { kind: 'line', x: 0, y: 1, series: -1 })).toHaveLength(200);
  });
});
