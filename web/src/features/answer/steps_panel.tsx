import type { Message } from '../../api/types';
import type { Run } from '../../state/run';
import { PlanGraph } from './plan_graph';
import { StepCard } from './step_card';

export function StepsPanel({
  run,
  message,
  readOnly,
}: {
  run: Run;
  message: Message;
  readOnly: boolean;
}) {
  const last = run.steps.filter((step) => step.result?.success).at(-1);
  return (
    <div className="steps">
      {run.plan && run.plan.steps.length > 1 && <PlanGraph plan={run.plan} steps={run.steps} />}
      {run.steps.map((step) => (
        <StepCard
          key={step.number}
          step={step}
          description={
            run.plan?.steps.find((one) => one.step_number === step.number)?.description ?? ''
          }
          message={message}
          // The last result already stands under the answer.
          withResult={step !== last}
          readOnly={readOnly}
        />
      ))}
    </div>
  );
}
