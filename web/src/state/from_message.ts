// A stored message as a run, so that yesterday's answer is drawn by the code that draws live ones.

import type { Message } from '../api/types';
import { emptyRun, type Run, type StageRun, type StepRun } from './run';

export function fromMessage(message: Message): Run {
  return {
    ...emptyRun,
    status: message.status,
    stages: stagesOf(message),
    plan: message.metadata?.plan ?? null,
    steps: stepsOf(message),
    approval: message.status === 'waiting' ? message.approval : null,
    text: message.content,
    message,
  };
}

function stagesOf(message: Message): StageRun[] {
  return message.debug_info.map((entry) => ({
    stage: entry.stage,
    step: entry.step,
    attempt: entry.attempt,
    model: entry.model,
    startedAt: null,
    elapsedMs: entry.elapsed_ms,
    inputTokens: entry.tokens.input_tokens,
    outputTokens: entry.tokens.output_tokens,
    communication: entry.tokens.communication,
  }));
}

function stepsOf(message: Message): StepRun[] {
  return (message.metadata?.steps ?? []).map((result) => ({
    number: result.step_number,
    database: result.database,
    attempts: result.sql
      ? [
          {
            attempt: Math.max(1, result.attempts),
            sql: result.sql,
            reasoning: '',
            trouble: result.success ? '' : (result.error ?? ''),
            rule: '',
            instead: '',
          },
        ]
      : [],
    result,
  }));
}
