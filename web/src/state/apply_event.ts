// The fold: a run and the next event give the next run. No clock, no network, no surprise.

import type { StreamEvent } from '../api/events';
import { fromMessage } from './from_message';
import type { Attempt, Run, StageRun, StepRun } from './run';

type EventOf<T extends StreamEvent['type']> = Extract<StreamEvent, { type: T }>;

export function applyEvent(run: Run, event: StreamEvent): Run {
  return { ...fold(run, event), at: event.at };
}

function fold(run: Run, event: StreamEvent): Run {
  switch (event.type) {
    case 'accepted':
      return run;
    case 'stage_started':
      return { ...run, stages: [...run.stages, startedStage(event)] };
    case 'stage_finished':
      return { ...run, stages: finishStage(run.stages, event) };
    case 'plan_made':
      return { ...run, plan: event.data.plan };
    case 'sql_written': {
      const { step, attempt, database, sql, reasoning } = event.data;
      const written: Attempt = { attempt, sql, reasoning, trouble: '', rule: '', instead: '' };
      return {
        ...run,
        steps: changeStep(run.steps, step, (old) => ({
          ...old,
          database: database || old.database,
          attempts: [...old.attempts.filter((one) => one.attempt !== attempt), written],
        })),
      };
    }
    case 'sql_refused': {
      const { step, attempt, message, rule, instead, sql } = event.data;
      return troubled(run, step, attempt, { trouble: message, rule, instead, sql });
    }
    case 'step_failed':
      return troubled(run, event.data.step, event.data.attempt, { trouble: event.data.error });
    case 'approval_request':
      return { ...run, approval: event.data, status: 'waiting' };
    case 'approval_answered':
      return { ...run, approval: null, status: 'running' };
    case 'step_finished':
      return { ...run, steps: finishStep(run.steps, event) };
    case 'notice':
      return { ...run, notices: [...run.notices, event.data.text] };
    case 'answer_text':
      return { ...run, text: run.text + event.data.text };
    case 'message':
      return finish(run, event);
    case 'unknown':
      return { ...run, unknown: [...run.unknown, { name: event.name, data: event.data }] };
  }
}

function startedStage(event: EventOf<'stage_started'>): StageRun {
  return {
    stage: event.data.stage,
    step: event.data.step,
    attempt: null,
    model: '',
    startedAt: event.at,
    elapsedMs: null,
    inputTokens: 0,
    outputTokens: 0,
    communication: null,
  };
}

/** Ends the oldest open stage of that name and step; one never announced is added as it ended. */
function finishStage(
  stages: readonly StageRun[],
  event: EventOf<'stage_finished'>,
): readonly StageRun[] {
  const { stage, step, attempt, model, elapsed_ms, tokens, communication } = event.data;
  const open = stages.findIndex(
    (one) => one.stage === stage && one.step === step && one.elapsedMs === null,
  );
  const finished: StageRun = {
    stage,
    step,
    attempt,
    model,
    startedAt: stages[open]?.startedAt ?? null,
    elapsedMs: elapsed_ms,
    inputTokens: tokens?.input_tokens ?? 0,
    outputTokens: tokens?.output_tokens ?? 0,
    communication,
  };
  return open < 0 ? [...stages, finished] : stages.map((one, at) => (at === open ? finished : one));
}

function changeStep(
  steps: readonly StepRun[],
  number: number,
  change: (step: StepRun) => StepRun,
): readonly StepRun[] {
  const old = steps.find((one) => one.number === number);
  const fresh = change(old ?? { number, database: '', attempts: [], result: null });
  const others = steps.filter((one) => one.number !== number);
  return [...others, fresh].sort((a, b) => a.number - b.number);
}

function troubled(
  run: Run,
  step: number,
  attempt: number,
  trouble: Partial<Attempt> & { readonly trouble: string },
): Run {
  return {
    ...run,
    steps: changeStep(run.steps, step, (old) => {
      const before = old.attempts.find((one) => one.attempt === attempt);
      const base = before ?? {
        attempt,
        sql: '',
        reasoning: '',
        trouble: '',
        rule: '',
        instead: '',
      };
      const others = old.attempts.filter((one) => one.attempt !== attempt);
      const changed = { ...base, ...trouble, sql: base.sql || (trouble.sql ?? '') };
      return { ...old, attempts: [...others, changed] };
    }),
  };
}

function finishStep(
  steps: readonly StepRun[],
  event: EventOf<'step_finished'>,
): readonly StepRun[] {
  const { result, columns, rows, rows_kept } = event.data;
  const whole = {
    ...result,
    columns: columns ?? result.columns,
    rows: rows ?? result.rows,
    rows_kept: rows_kept ?? result.rows_kept,
  };
  return changeStep(steps, result.step_number, (old) => ({
    ...old,
    database: result.database || old.database,
    result: whole,
  }));
}

/** The stored message says it all, save the stages when it was made without them. */
function finish(run: Run, event: EventOf<'message'>): Run {
  const stored = fromMessage(event.data);
  const ended = run.stages.filter((one) => one.elapsedMs !== null);
  return {
    ...stored,
    stages: stored.stages.length > 0 ? stored.stages : ended,
    steps: stored.steps.length > 0 ? keepAttempts(stored.steps, run.steps) : run.steps,
    plan: stored.plan ?? run.plan,
    notices: run.notices,
    unknown: run.unknown,
  };
}

function keepAttempts(stored: readonly StepRun[], live: readonly StepRun[]): readonly StepRun[] {
  return stored.map((step) => {
    const seen = live.find((one) => one.number === step.number)?.attempts ?? [];
    return seen.length > step.attempts.length ? { ...step, attempts: seen } : step;
  });
}
