// The plan as a small graph: boxes in columns, a line from each step to those that need it.

import type { Plan } from '../../api/types';
import { layoutPlan, type PlacedStep } from '../../state/plan_layout';
import type { StepRun } from '../../state/run';

const box = { width: 210, height: 58, gapX: 46, gapY: 16 };

const left = (one: PlacedStep) => one.column * (box.width + box.gapX);
const top = (one: PlacedStep) => one.row * (box.height + box.gapY);

export function PlanGraph({ plan, steps }: { plan: Plan; steps: readonly StepRun[] }) {
  const layout = layoutPlan(plan.steps);
  const width = layout.columns * (box.width + box.gapX) - box.gapX;
  const height = layout.rows * (box.height + box.gapY) - box.gapY;
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="plan" tabIndex={0} role="region" aria-label="Plan">
      <div className="plan-area" style={{ width, height }}>
        <svg width={width} height={height} aria-hidden="true">
          {layout.edges.map(({ from, to }) => {
            const x1 = left(from) + box.width;
            const y1 = top(from) + box.height / 2;
            const x2 = left(to);
            const y2 = top(to) + box.height / 2;
            const bend = (x2 - x1) / 2;
            return (
              <path
                key={`${from.step.step_number}-${to.step.step_number}`}
                d={`M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`}
                className="plan-edge"
              />
            );
          })}
        </svg>
        <ol>
          {layout.placed.map((one) => (
            <li
              key={one.step.step_number}
              className={`plan-step plan-${stateOf(one.step.step_number, steps)}`}
              style={{ left: left(one), top: top(one), width: box.width, height: box.height }}
              title={one.step.description}
            >
              <span className="plan-number">{one.step.step_number}</span>
              <span className="plan-text">{one.step.description}</span>
              <span className="visually-hidden">{stateOf(one.step.step_number, steps)}</span>
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}

function stateOf(
  number: number,
  steps: readonly StepRun[],
): 'waiting' | 'running' | 'done' | 'failed' {
  const step = steps.find((one) => one.number === number);
  if (!step) return 'waiting';
  if (!step.result) return 'running';
  return step.result.success ? 'done' : 'failed';
}
