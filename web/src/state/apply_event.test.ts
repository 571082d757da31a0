import { describe, expect, it } from 'vitest';

import { readEvent } from '../api/events';
import { applyEvent } from './apply_event';
import { emptyRun, type Run } from './run';

let at = 0;
function after(run: Run, name: string, data: unknown): Run {
  at += 10;
  return applyEvent(run, readEvent(name, at / 10, JSON.stringify(data), at));
}

describe('applyEvent', () => {
  it('opens a stage and closes it with its time', () => {
    const open = after(emptyRun, 'stage_started', { stage: 'validation' });
    expect(open.stages[0]).toMatchObject({ stage: 'validation', elapsedMs: null });
    const done = after(open, 'stage_finished', {
      stage: 'validation',
      model: 'weak',
      elapsed_ms: 340,
      tokens: { input_tokens: 12, output_tokens: 3, total_tokens: 15 },
    });
    expect(done.stages).toHaveLength(1);
    expect(done.stages[0]).toMatchObject({ elapsedMs: 340, model: 'weak', inputTokens: 12 });
  });

  it('keeps stages of different steps apart', () => {
    let run = after(emptyRun, 'stage_started', { stage: 'execution', step: 1 });
    run = after(run, 'stage_started', { stage: 'execution', step: 2 });
    run = after(run, 'stage_finished', { stage: 'execution', step: 2, elapsed_ms: 5 });
    expect(run.stages.map((one) => one.elapsedMs)).toEqual([null, 5]);
  });

  it('adds a stage that was never announced as finished', () => {
    const run = after(emptyRun, 'stage_finished', { stage: 'guard', step: 1, elapsed_ms: 2 });
    expect(run.stages).toHaveLength(1);
  });

  it('collects the attempts of a step with what went wrong', () => {
    let run = after(emptyRun, 'sql_written', { step: 1, attempt: 1, database: 'a', sql: 'SELEC' });
    run = after(run, 'step_failed', { step: 1, attempt: 1, error: 'syntax', will_retry: true });
    run = after(run, 'sql_written', { step: 1, attempt: 2, database: 'a', sql: 'SELECT 1' });
    expect(run.steps[0]?.attempts.map((one) => [one.sql, one.trouble])).toEqual([
      ['SELEC', 'syntax'],
      ['SELECT 1', ''],
    ]);
  });

  it('keeps the refused statement and the way out', () => {
    const run = after(emptyRun, 'sql_refused', {
      step: 1,
      attempt: 1,
      sql: 'DELETE FROM a',
      rule: 'read-only',
      message: 'It writes.',
      instead: 'Use SELECT.',
    });
    expect(run.steps[0]?.attempts[0]).toMatchObject({
      sql: 'DELETE FROM a',
      trouble: 'It writes.',
      instead: 'Use SELECT.',
    });
  });

  it('waits for approval and goes on', () => {
    const asked = after(emptyRun, 'approval_request', { id: 'x', sql: 'SELECT 1' });
    expect(asked.status).toBe('waiting');
    expect(asked.approval?.sql).toBe('SELECT 1');
    const going = after(asked, 'approval_answered', { id: 'x', action: 'approve' });
    expect(going.approval).toBeNull();
    expect(going.status).toBe('running');
  });

  it('joins columns and rows to the result of their step', () => {
    const run = after(emptyRun, 'step_finished', {
      result: { step_number: 1, success: true, row_count: 1, database: 'a' },
      columns: [{ name: 'n', kind: 'integer' }],
      rows: [[7]],
      rows_kept: 1,
    });
    expect(run.steps[0]?.result?.rows).toEqual([[7]]);
  });

  it('puts the pieces of the answer together', () => {
    const run = after(after(emptyRun, 'answer_text', { text: 'Sev' }), 'answer_text', {
      text: 'en.',
    });
    expect(run.text).toBe('Seven.');
  });

  it('shows an event it does not know', () => {
    const run = after(emptyRun, 'weather', { sun: true });
    expect(run.unknown).toEqual([{ name: 'weather', data: { sun: true } }]);
  });

  it('shows an event that is not what it says', () => {
    const run = after(emptyRun, 'answer_text', { text: 5 });
    expect(run.unknown[0]?.name).toBe('answer_text');
  });

  it('ends with the stored message and keeps the stages it saw', () => {
    let run = after(emptyRun, 'stage_finished', { stage: 'summary', elapsed_ms: 9 });
    run = after(run, 'answer_text', { text: 'half' });
    run = after(run, 'message', {
      id: 'm',
      thread_id: 't',
      sender: 'server',
      content: 'Seven.',
      status: 'done',
      type: 'answer',
    });
    expect(run.status).toBe('done');
    expect(run.text).toBe('Seven.');
    expect(run.stages.map((one) => one.stage)).toEqual(['summary']);
    expect(run.message?.id).toBe('m');
  });

  it('leaves the run it was given alone', () => {
    const before = structuredClone(emptyRun);
    after(emptyRun, 'notice', { text: 'x' });
    expect(emptyRun).toEqual(before);
  });
});
