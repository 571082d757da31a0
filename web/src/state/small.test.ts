import { describe, expect, it } from 'vitest';

import { nextPage } from '../api/queries';
import { SseReader } from '../api/sse';
import { decimalsOf, formatCell, formatFigure, formatMs, toTsv } from './format';
import { layoutPlan } from './plan_layout';
import { readRoute } from './router';
import { layoutSql, sqlTokens } from './sql_tokens';
import { ungroundedSpans } from './ungrounded';
import { compareCells } from './values';

describe('SseReader', () => {
  const wire =
    ': keep-alive\n\nevent: notice\nid: 3\ndata: {"text":"hé"}\n\nevent: x\r\ndata: 1\r\n\r\n';
  const wanted = [
    { name: 'notice', id: 3, data: '{"text":"hé"}' },
    { name: 'x', id: 0, data: '1' },
  ];
  it('reads frames from pieces of any size', () => {
    for (const size of [1, 2, 7, 1000]) {
      const reader = new SseReader();
      const frames = [];
      for (let at = 0; at < wire.length; at += size) {
        frames.push(...reader.push(wire.slice(at, at + size)));
      }
      expect(frames).toEqual(wanted);
    }
  });
  it('keeps a half frame waiting', () => {
    const reader = new SseReader();
    expect(reader.push('event: a\ndata: 1\n')).toEqual([]);
    expect(reader.push('\n')).toHaveLength(1);
  });
});

describe('sqlTokens', () => {
  it('loses no character', () => {
    for (const sql of [
      "SELECT 'it''s', \"a b\" -- no\nFROM t /* x */ WHERE n >= 1.5e3",
      "SELECT 'open",
      '/* open',
      'größe = ?',
    ]) {
      expect(
        sqlTokens(sql)
          .map((one) => one.text)
          .join(''),
      ).toBe(sql);
    }
  });
  it('tells keywords from names and strings', () => {
    const kinds = sqlTokens('select \'select\' from "from"').map((one) => one.kind);
    expect(kinds).toEqual(['keyword', 'plain', 'string', 'plain', 'keyword', 'plain', 'name']);
  });
});

describe('layoutSql', () => {
  it('puts each clause of a long line on its own, and nothing within parentheses', () => {
    const sql =
      'SELECT a, (SELECT max(x) FROM u) FROM t LEFT JOIN u ON t.id = u.id WHERE a IS DISTINCT FROM 1 ORDER BY a';
    expect(layoutSql(sql).split('\n')).toEqual([
      'SELECT a, (SELECT max(x) FROM u)',
      'FROM t',
      'LEFT JOIN u ON t.id = u.id',
      'WHERE a IS DISTINCT FROM 1',
      'ORDER BY a',
    ]);
  });
  it('leaves a statement that has lines of its own', () => {
    expect(layoutSql('SELECT 1\nFROM t')).toBe('SELECT 1\nFROM t');
  });
});

describe('ungroundedSpans', () => {
  it('turns byte offsets into places of the text', () => {
    const text = 'Größe: 12 %';
    expect(ungroundedSpans(text, [{ text: '12 %', offset: 9 }])).toEqual([{ start: 7, end: 11 }]);
  });
  it('draws no mark that does not stand where it says', () => {
    expect(ungroundedSpans('abc', [{ text: 'x', offset: 1 }])).toEqual([]);
  });
});

describe('format', () => {
  it('keeps every digit of a decimal given as text', () => {
    const column = { name: 'amount', kind: 'decimal', type: '' };
    expect(formatCell('12345678901234567890.10', column)).toBe('12,345,678,901,234,567,890.10');
    expect(formatCell('-1234.5', column)).toBe('-1,234.5');
  });
  it('leaves identifiers and years ungrouped', () => {
    expect(formatCell(10000, { name: 'loan_id', kind: 'integer', type: '' })).toBe('10000');
    expect(formatCell(2026, { name: 'year', kind: 'integer', type: '' })).toBe('2026');
  });
  it('gives a column of numbers as many decimals as it needs', () => {
    const rows = [[14.7], [16.28], [7], [null]];
    const column = { name: 'fee', kind: 'decimal', type: '' };
    expect(decimalsOf(rows, 0)).toBe(2);
    expect(formatCell(14.7, column, 2)).toBe('14.70');
    expect(decimalsOf([[70388.333333]], 0)).toBe(4);
  });
  it('writes a lone figure with two decimals', () => {
    expect(formatFigure('65432.1789', { name: 'a', kind: 'decimal', type: '' })).toBe('65,432.18');
  });
  it('writes times that fit a line', () => {
    expect([formatMs(0.2), formatMs(340), formatMs(2400), formatMs(65_000)]).toEqual([
      '<1 ms',
      '340 ms',
      '2.4 s',
      '1 min 5 s',
    ]);
  });
  it('copies rows for a spreadsheet', () => {
    const columns = [{ name: 'a', kind: 'text', type: '' }];
    expect(toTsv(columns, [['x\ty'], [null]])).toBe('a\nx y\n');
  });
});

describe('the rest', () => {
  it('reads the three routes', () => {
    expect(readRoute('/')).toEqual({ page: 'home' });
    expect(readRoute('/t/abc')).toEqual({ page: 'thread', id: 'abc' });
    expect(readRoute('/s/xyz/')).toEqual({ page: 'shared', token: 'xyz' });
    expect(readRoute('/t/a/b')).toEqual({ page: 'lost' });
    expect(readRoute('/s/%E0')).toEqual({ page: 'shared', token: '%E0' });
  });
  it('finds the next page', () => {
    expect(nextPage('</api/threads?cursor=x>; rel="next"')).toBe('/api/threads?cursor=x');
    expect(nextPage(null)).toBeNull();
  });
  it('sorts decimals as numbers and nulls last', () => {
    const values = ['10', null, '9', '-1'];
    expect([...values].sort((a, b) => compareCells(a, b, true))).toEqual(['-1', '9', '10', null]);
  });
  it('places a step right of what it needs, and survives a circle', () => {
    const step = (step_number: number, depends_on: number[]) => ({
      step_number,
      depends_on,
      description: '',
      databases: [],
      tables: [],
      operation: '',
    });
    const layout = layoutPlan([step(1, []), step(2, []), step(3, [1, 2])]);
    expect(layout.placed.map((one) => [one.column, one.row])).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
    ]);
    expect(layout.edges).toHaveLength(2);
    expect(layoutPlan([step(1, [2]), step(2, [1])]).placed).toHaveLength(2);
  });
});
