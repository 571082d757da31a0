// The shapes of the API, checked on arrival. Members keep the names they have on the wire.

import * as v from 'valibot';

const text = v.nullish(v.string(), '');
const count = v.nullish(v.number(), 0);
const flag = v.nullish(v.boolean(), false);
const maybe = v.nullish(v.number(), null);
const words = v.nullish(v.array(v.string()), () => []);
const maybeText = v.nullish(v.string(), null);

export const cell = v.union([v.null(), v.boolean(), v.number(), v.string()]);
export const column = v.object({ name: v.string(), kind: text, type: text });

export const tokens = v.object({
  input_tokens: count,
  output_tokens: count,
  total_tokens: count,
});

export const planStep = v.object({
  step_number: v.number(),
  description: text,
  databases: words,
  tables: words,
  operation: text,
  depends_on: v.nullish(v.array(v.number()), () => []),
});
export const plan = v.object({
  summary: text,
  steps: v.nullish(v.array(planStep), () => []),
  expected_output: text,
});

/** What one table of another database gave to a statement over several. */
export const sourcePart = v.object({
  database: text,
  table: text,
  sql: text,
  rows: count,
  elapsed_ms: count,
  keys_passed: count,
  keys_from: text,
});
export type SourcePart = v.InferOutput<typeof sourcePart>;

/** How the keys of two databases met; null: not known. */
export const keyMatch = v.object({
  left: text,
  right: text,
  left_keys: count,
  right_keys: count,
  left_unmatched: maybe,
  right_unmatched: maybe,
  is_inferred: flag,
});
export type KeyMatch = v.InferOutput<typeof keyMatch>;

export const stepResult = v.object({
  step_number: v.number(),
  success: v.boolean(),
  sql: maybeText,
  result_value: maybeText,
  error: maybeText,
  attempts: count,
  database: text,
  row_count: count,
  is_truncated: flag,
  elapsed_ms: count,
  columns: v.nullish(v.array(column), () => []),
  rows: v.nullish(v.array(v.array(cell)), () => []),
  rows_kept: count,
  tables: words,
  cached_seconds: maybe,
  parts: v.nullish(v.array(sourcePart), () => []),
  matches: v.nullish(v.array(keyMatch), () => []),
});

export const approvalRequest = v.object({
  id: text,
  step: v.nullish(v.number(), 1),
  database: text,
  sql: text,
  reasons: words,
  confidence_percent: count,
  estimated_rows: maybe,
  estimated_cost: maybe,
  facts: words,
  assumptions: words,
  unknowns: words,
});

export const communication = v.object({
  model: text,
  system_prompt: text,
  messages: v.nullish(v.unknown(), null),
  response: v.nullish(v.unknown(), null),
  temperature: maybe,
});

export const debugEntry = v.object({
  stage: v.string(),
  model: text,
  elapsed_ms: count,
  pipeline_time_ms: count,
  step: maybe,
  attempt: maybe,
  tokens: v.nullish(
    v.object({ ...tokens.entries, communication: v.nullish(communication, null) }),
    () => ({ input_tokens: 0, output_tokens: 0, total_tokens: 0, communication: null }),
  ),
});

export const metadata = v.object({
  outcome: text,
  confidence: v.fallback(v.picklist(['high', 'medium', 'low']), 'medium'),
  language: text,
  understood_as: text,
  decision: v.nullish(v.object({ action: text, reasoning: text }), null),
  validation: v.nullish(v.object({ reasoning: text, relevant_databases: words }), null),
  plan: v.nullish(plan, null),
  steps: v.nullish(v.array(stepResult), () => []),
  assumptions: words,
  notes: words,
  not_understood: words,
  suggestions: words,
  ungrounded: v.nullish(v.array(v.object({ text: v.string(), offset: v.number() })), () => []),
  engine: text,
  tokens: v.nullish(tokens, null),
  pipeline_time_ms: count,
  fault: maybeText,
  next_step: maybeText,
  databases: words,
  answered_at: maybeText,
});

export const rating = v.object({
  rating: v.picklist(['up', 'down']),
  reason: maybeText,
  comment: maybeText,
  corrected_sql: maybeText,
});

export const message = v.object({
  id: v.string(),
  thread_id: v.string(),
  content: text,
  sender: v.picklist(['user', 'server']),
  created_at: text,
  status: v.fallback(v.picklist(['done', 'running', 'waiting', 'stopped', 'failed']), 'done'),
  type: maybeText,
  metadata: v.nullish(metadata, null),
  approval: v.nullish(approvalRequest, null),
  debug_info: v.nullish(v.array(debugEntry), () => []),
  rating: v.nullish(rating, null),
  answers: maybeText,
});

export const thread = v.object({
  id: v.string(),
  name: text,
  created_at: text,
  updated_at: text,
  share_token: maybeText,
});

export type Cell = v.InferOutput<typeof cell>;
export type Row = readonly Cell[];
export type Column = Readonly<v.InferOutput<typeof column>>;
export type Plan = Readonly<v.InferOutput<typeof plan>>;
export type PlanStep = Readonly<v.InferOutput<typeof planStep>>;
export type StepResult = Readonly<v.InferOutput<typeof stepResult>>;
export type ApprovalRequest = Readonly<v.InferOutput<typeof approvalRequest>>;
export type DebugEntry = Readonly<v.InferOutput<typeof debugEntry>>;
export type Communication = Readonly<v.InferOutput<typeof communication>>;
export type Metadata = Readonly<v.InferOutput<typeof metadata>>;
export type Rating = Readonly<v.InferOutput<typeof rating>>;
export type Message = Readonly<v.InferOutput<typeof message>>;
export type Thread = Readonly<v.InferOutput<typeof thread>>;
