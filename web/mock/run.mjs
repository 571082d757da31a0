// Plays the events of one question, slowly enough to be seen.

import { answers } from './data.mjs';

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const stamp = () => new Date().toISOString();

/** Runs `job` = {question, emit, isStopped, approval, waitForApproval}; gives the final message. */
export async function play(job) {
  const { question, emit, speed } = job;
  const debug = [];
  let at = 0;
  const stage = async (name, ms, step) => {
    emit('stage_started', { stage: name, ...(step ? { step } : {}) });
    await pause(ms * speed);
    at += ms;
    const tokens = { input_tokens: 640, output_tokens: 90, total_tokens: 730 };
    emit('stage_finished', {
      stage: name,
      model: 'offline',
      elapsed_ms: ms,
      pipeline_time_ms: at,
      tokens,
      ...(step ? { step, attempt: 1 } : {}),
    });
    debug.push({
      stage: name,
      model: 'offline',
      elapsed_ms: ms,
      pipeline_time_ms: at,
      ...(step ? { step, attempt: 1 } : {}),
      tokens: {
        ...tokens,
        communication: job.debug
          ? {
              model: 'mock',
              system_prompt: 'You write SQL.',
              messages: [question],
              response: 'SELECT',
              temperature: 0,
            }
          : null,
      },
    });
  };
  const end = (type, content, metadata, status = 'done') => ({
    content,
    type,
    status,
    debug_info: debug,
    metadata: {
      outcome: type,
      confidence: 'high',
      engine: 'offline',
      language: 'en',
      understood_as: question,
      pipeline_time_ms: at,
      answered_at: stamp(),
      ...metadata,
    },
  });
  await stage('validation', 120);
  if (/best|important/i.test(question)) {
    return end(
      'clarification',
      'What makes a customer the best: the balance, or the number of accounts?',
      {
        suggestions: ['By total balance', 'By number of accounts', 'By years with the bank'],
        confidence: 'low',
      },
    );
  }
  if (/weather/i.test(question)) {
    return end('rejection', 'These databases hold a bank. They do not know the weather.', {
      suggestions: ['How many customers do we have?'],
    });
  }
  const found = Object.values(answers).find((one) => one.match.test(question)) ?? answers.count;
  await stage('planning', 180);
  const count = found.steps ?? 1;
  const plan = {
    summary: 'Read, then tell.',
    expected_output: '',
    steps: Array.from({ length: count }, (_, index) => ({
      step_number: index + 1,
      description: [
        'Find the branches that are open',
        'Find accounts of the last 18 months',
        'Count openings by month',
      ][count === 1 ? 2 : index],
      databases: found.databases ?? [found.database],
      tables: found.tables,
      operation: 'aggregation',
      depends_on: index === 2 ? [1, 2] : [],
    })),
  };
  if (count === 1) plan.steps[0].description = 'Ask the database';
  emit('plan_made', { plan });
  const steps = [];
  for (let step = 1; step <= count; step++) {
    await stage('sql_generation', 200, step);
    let sql = found.sql;
    emit('sql_written', { step, attempt: 1, database: found.database, sql, reasoning: '' });
    await stage('guard', 4, step);
    if (job.approval === 'on') {
      emit('stage_started', { stage: 'approval', step });
      const answer = await job.ask({
        id: 'approval-1',
        step,
        database: found.database,
        sql,
        reasons: [
          'You asked to see every query before it runs.',
          'It reads all rows of employees.',
        ],
        confidence_percent: 70,
        estimated_rows: 420,
        estimated_cost: 18.5,
        facts: ['employees has 420 rows', 'departments are joined by their key'],
        assumptions: ['“Salary” is the base salary'],
        unknowns: ['Whether bonuses should count'],
      });
      emit('stage_finished', { stage: 'approval', step, attempt: 1, elapsed_ms: 900 });
      if (answer.action === 'reject') {
        return end('rejection', 'The query was not run, as you decided.', { steps });
      }
      if (answer.sql) sql = answer.sql;
    }
    if (job.isStopped()) return end('answer', '', { steps }, 'stopped');
    await stage('execution', 40, step);
    const failed = /broken/i.test(question);
    const result = {
      step_number: step,
      success: !failed,
      sql,
      attempts: failed ? 3 : 1,
      database: found.database,
      row_count: found.rows.length,
      elapsed_ms: 12,
      tables: found.tables,
      parts: found.parts ?? [],
      matches: found.matches ?? [],
      ...(failed ? { error: 'no such table: branches_old' } : {}),
    };
    const shown = failed
      ? {}
      : { columns: found.columns, rows: found.rows.slice(0, 50), rows_kept: found.rows.length };
    emit('step_finished', { result, ...shown });
    steps.push({ ...result, ...shown });
    if (failed) {
      return end(
        'execution_error',
        'The query failed three times: the table `branches_old` is not in accounts_db.',
        {
          plan,
          steps,
          next_step: 'Ask about another table, or look at the tables on the right.',
          fault: 'schema',
          confidence: 'low',
        },
        'failed',
      );
    }
  }
  emit('telemetry_hint', { note: 'an event from a newer server' });
  for (const piece of found.text.match(/.{1,24}/gs) ?? []) {
    emit('answer_text', { text: piece });
    await pause(25 * speed);
  }
  return end('answer', found.text, {
    plan,
    steps,
    suggestions: found.suggestions,
    assumptions: found.assumptions ?? [],
    notes: found.notes ?? [],
    not_understood: found.not_understood ?? [],
    databases: found.databases ?? [found.database],
    confidence: found.ungrounded ? 'medium' : 'high',
    ungrounded: (found.ungrounded ?? []).map((text) => ({
      text,
      offset: Buffer.byteLength(found.text.slice(0, found.text.indexOf(text))),
    })),
  });
}
