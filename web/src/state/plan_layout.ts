// Places the steps of a plan in columns: a step stands right of everything it needs.

import type { PlanStep } from '../api/types';

export interface PlacedStep {
  readonly step: PlanStep;
  readonly column: number;
  readonly row: number;
}

export interface PlanLayout {
  readonly placed: readonly PlacedStep[];
  readonly columns: number;
  readonly rows: number;
  readonly edges: readonly { readonly from: PlacedStep; readonly to: PlacedStep }[];
}

export function layoutPlan(steps: readonly PlanStep[]): PlanLayout {
  const byNumber = new Map(steps.map((step) => [step.step_number, step]));
  const columnOf = new Map<number, number>();
  const place = (step: PlanStep, above: ReadonlySet<number>): number => {
    const known = columnOf.get(step.step_number);
    if (known !== undefined) return known;
    const path = new Set(above).add(step.step_number);
    const needs = step.depends_on.flatMap((number) => {
      const other = byNumber.get(number);
      return other && !path.has(number) ? [place(other, path) + 1] : [];
    });
    const column = Math.max(0, ...needs);
    columnOf.set(step.step_number, column);
    return column;
  };
  const filled: number[] = [];
  const placed = steps.map((step) => {
    const column = place(step, new Set());
    const row = filled[column] ?? 0;
    filled[column] = row + 1;
    return { step, column, row };
  });
  const edges = placed.flatMap((to) =>
    to.step.depends_on.flatMap((number) => {
      const from = placed.find((one) => one.step.step_number === number);
      return from && from !== to ? [{ from, to }] : [];
    }),
  );
  return { placed, columns: filled.length, rows: Math.max(0, ...filled), edges };
}
