import { describe, expect, it } from 'vitest';

import type { Column, Row } from '../api/types';
import { chooseChart } from './chart_choice';

const column = (name: string, kind: string): Column => ({ name, kind, type: '' });
const text = column('category', 'text');
const amount = column('amount', 'decimal');
const kindOf = (columns: Column[], rows: Row[]) =>
  chooseChart(columns, rows).chart?.kind ?? 'table';

describe('chooseChart', () => {
  it('shows one value as a number', () => {
    expect(kindOf([column('count', 'integer')], [[7]])).toBe('number');
  });
  it('shows one value beside its name as a number', () => {
    expect(chooseChart([text, amount], [['a', '1.50']]).chart).toMatchObject({
      kind: 'number',
      y: 1,
    });
  });
  it('shows categories as bars', () => {
    expect(
      kindOf(
        [text, amount],
        [
          ['a', '1'],
          ['b', '2'],
        ],
      ),
    ).toBe('bar');
  });
  it('shows a course of time as a line', () => {
    const day = column('day', 'date');
    expect(
      kindOf(
        [day, amount],
        [
          ['2026-01-01', '1'],
          ['2026-01-02', '2'],
        ],
      ),
    ).toBe('line');
  });
  it('reads years and months written as text or numbers as time', () => {
    const month = column('month', 'text');
    expect(
      kindOf(
        [month, amount],
        [
          ['2026-01', '1'],
          ['2026-02', '2'],
        ],
      ),
    ).toBe('line');
    const year = column('year', 'integer');
    expect(
      kindOf(
        [year, amount],
        [
          [2025, '1'],
          [2026, '2'],
        ],
      ),
    ).toBe('line');
  });
  it('splits a course of time by a second name', () => {
    const day = column('day', 'date');
    const rows: Row[] = [
      ['2026-01-01', 'a', '1'],
      ['2026-01-01', 'b', '2'],
      ['2026-01-02', 'a', '3'],
      ['2026-01-02', 'b', '4'],
    ];
    expect(chooseChart([day, text, amount], rows).chart).toEqual({
      kind: 'line',
      x: 0,
      y: 2,
      series: 1,
    });
  });
  it('never measures identifiers', () => {
    const id = column('customer_id', 'integer');
    expect(
      kindOf(
        [id, text],
        [
          [1, 'a'],
          [2, 'b'],
        ],
      ),
    ).toBe('table');
  });
  it('shows a list of events as a table', () => {
    const day = column('day', 'date');
    const rows: Row[] = [
      ['2026-01-01', '1'],
      ['2026-01-01', '2'],
    ];
    expect(kindOf([day, amount], rows)).toBe('table');
    expect(chooseChart([day, amount], rows).kinds).toContain('line');
  });
  it('shows too many categories as a table, with bars on offer', () => {
    const rows: Row[] = Array.from({ length: 60 }, (_, at) => [`c${at}`, at]);
    expect(kindOf([text, amount], rows)).toBe('table');
    expect(chooseChart([text, amount], rows).kinds).toContain('bar');
  });
  it('shows two measures as points', () => {
    expect(
      kindOf(
        [column('a', 'integer'), column('b', 'integer')],
        [
          [1, 2],
          [3, 4],
        ],
      ),
    ).toBe('point');
  });
  it('draws nothing of no rows, of words only, of nothing but nulls', () => {
    expect(kindOf([amount], [])).toBe('table');
    expect(
      kindOf(
        [text, text],
        [
          ['a', 'b'],
          ['c', 'd'],
        ],
      ),
    ).toBe('table');
    expect(
      kindOf(
        [text, amount],
        [
          ['a', null],
          ['b', null],
        ],
      ),
    ).toBe('table');
  });
});
