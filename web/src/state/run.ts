// One question as the page draws it, live or long finished.

import type { ApprovalRequest, Communication, Message, Plan, StepResult } from '../api/types';

export interface StageRun {
  readonly stage: string;
  readonly step: number | null;
  readonly attempt: number | null;
  readonly model: string;
  /** When it started, in milliseconds since 1970; null when only its length is known. */
  readonly startedAt: number | null;
  /** Null while it runs. */
  readonly elapsedMs: number | null;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly communication: Communication | null;
}

export interface Attempt {
  readonly attempt: number;
  readonly sql: string;
  readonly reasoning: string;
  /** Why it was refused or failed, or empty. */
  readonly trouble: string;
  readonly rule: string;
  readonly instead: string;
}

export interface StepRun {
  readonly number: number;
  readonly database: string;
  readonly attempts: readonly Attempt[];
  readonly result: StepResult | null;
}

export type RunStatus = 'running' | 'waiting' | 'done' | 'stopped' | 'failed';

export interface Run {
  readonly status: RunStatus;
  readonly stages: readonly StageRun[];
  readonly plan: Plan | null;
  readonly steps: readonly StepRun[];
  readonly approval: ApprovalRequest | null;
  readonly notices: readonly string[];
  readonly text: string;
  readonly unknown: readonly { readonly name: string; readonly data: unknown }[];
  /** The finished message, once it is there. */
  readonly message: Message | null;
  /** When the last event arrived. */
  readonly at: number;
}

export const emptyRun: Run = {
  status: 'running',
  stages: [],
  plan: null,
  steps: [],
  approval: null,
  notices: [],
  text: '',
  unknown: [],
  message: null,
  at: 0,
};
