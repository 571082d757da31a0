import { describe, expect, it } from 'vitest';

import { formatCell } from './format';
import { naturalOrder } from './natural_order';
import { matchLine } from './part_lines';
import { foldLists } from './sql_tokens';

describe('what a reader meets', () => {
  it('keeps months and weekdays in their own order, whatever their values', () => {
    expect(naturalOrder(['Mar', 'Jan', 'Feb'])).toEqual(['Jan', 'Feb', 'Mar']);
    expect(naturalOrder(['Sunday', 'Monday'])).toEqual(['Monday', 'Sunday']);
    expect(naturalOrder(['Q3', 'Q1'])).toEqual(['Q1', 'Q3']);
    expect(naturalOrder(['Mar', 'Other'])).toBeNull();
    expect(naturalOrder([])).toBeNull();
  });
  it('folds a list of a thousand keys, and leaves short ones alone', () => {
    const keys = Array.from({ length: 1000 }, (_, at) => `'it''s ${at}'`).join(', ');
    expect(foldLists(`a IN (${keys}) AND b = 1`)).toBe(
      "a IN ('it''s 0', 'it''s 1', 'it''s 2', 'it''s 3', 'it''s 4' /* and 995 more */) AND b = 1",
    );
    const short = "a IN ('x', 'y') AND b IN (1, 2, 3)";
    expect(foldLists(short)).toBe(short);
  });
  it('shows a moment without the noughts behind its seconds', () => {
    const column = { name: 'at', kind: 'timestamp', type: '' };
    expect(formatCell('2026-11-20T10:05:07.000', column)).toBe('2026-11-20 10:05:07');
    expect(formatCell('2026-11-20T10:05:07.120000Z', column)).toBe('2026-11-20 10:05:07.120Z');
  });
  it('says how many keys of which table have no match', () => {
    const match = {
      left: 'customer_db.customers.id',
      right: 'loans_db.loans.customer_id',
      left_keys: 1415,
      right_keys: 1427,
      left_unmatched: 0,
      right_unmatched: 12,
      is_inferred: false,
    };
    expect(matchLine(match)).toBe(
      'customer_db.customers.id = loans_db.loans.customer_id. ' +
        '12 of 1,427 keys of loans_db.loans have no match.',
    );
    expect(matchLine({ ...match, right_unmatched: null })).not.toMatch(/no match/);
  });
});
