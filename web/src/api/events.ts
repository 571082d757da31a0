// The stream of a question as one union. Each event is checked once, here, when it arrives; one
// that this page does not know, or that is not what it says, is kept as `unknown` and shown.

import * as v from 'valibot';

import { approvalRequest, communication, message, plan, stepResult, tokens } from './types';

const step = v.nullish(v.number(), 1);
const attempt = v.nullish(v.number(), 1);
const maybe = v.nullish(v.number(), null);
const text = v.nullish(v.string(), '');

const schemas = {
  accepted: v.object({ user_message: message, server_message: message }),
  stage_started: v.object({ stage: v.string(), step: maybe }),
  stage_finished: v.object({
    stage: v.string(),
    step: maybe,
    attempt: maybe,
    model: text,
    elapsed_ms: v.nullish(v.number(), 0),
    pipeline_time_ms: v.nullish(v.number(), 0),
    tokens: v.nullish(tokens, null),
    communication: v.nullish(communication, null),
  }),
  plan_made: v.object({ plan }),
  sql_written: v.object({ step, attempt, database: text, sql: v.string(), reasoning: text }),
  sql_refused: v.object({
    step,
    attempt,
    sql: text,
    rule: text,
    message: text,
    instead: text,
  }),
  approval_request: approvalRequest,
  approval_answered: v.object({ id: text, action: text, sql: v.nullish(v.string(), null) }),
  step_failed: v.object({
    step,
    attempt,
    error: text,
    error_type: text,
    will_retry: v.nullish(v.boolean(), false),
  }),
  step_finished: v.object({
    result: stepResult,
    columns: v.optional(stepResult.entries.columns),
    rows: v.optional(stepResult.entries.rows),
    rows_kept: v.nullish(v.number(), null),
  }),
  notice: v.object({ text: v.string() }),
  answer_text: v.object({ text: v.string() }),
  message,
} as const;

type Schemas = typeof schemas;
type Known = {
  [K in keyof Schemas]: Readonly<{ type: K; data: Readonly<v.InferOutput<Schemas[K]>> }>;
}[keyof Schemas];

export type StreamEvent = Readonly<
  (Known | Readonly<{ type: 'unknown'; name: string; data: unknown }>) & {
    /** Number of the event within its message; 0 when the server gave none. */
    id: number;
    /** When it arrived, in milliseconds since 1970. */
    at: number;
  }
>;

/** Turns one frame of the stream into an event. Never throws. */
export function readEvent(name: string, id: number, data: string, at: number): StreamEvent {
  let value: unknown = data;
  try {
    value = JSON.parse(data);
  } catch {
    return { type: 'unknown', name, data, id, at };
  }
  if (!Object.hasOwn(schemas, name)) return { type: 'unknown', name, data: value, id, at };
  const type = name as keyof Schemas;
  const checked = v.safeParse(schemas[type], value);
  if (!checked.success) return { type: 'unknown', name, data: value, id, at };
  return { type, data: checked.output, id, at } as StreamEvent;
}
