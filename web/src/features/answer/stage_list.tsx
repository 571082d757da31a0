import { useEffect, useState } from 'react';

import { formatMs } from '../../state/format';
import type { StageRun } from '../../state/run';
import { stageName } from '../../state/stage_names';
import { Icon } from '../../ui/icon';

/** The stages of a question with their times; the open one counts up. */
export function StageList({ stages, isLive }: { stages: readonly StageRun[]; isLive: boolean }) {
  const hasSteps = stages.some((one) => (one.step ?? 1) > 1);
  return (
    <ol className="stages" aria-label="Stages">
      {stages.map((stage, at) => (
        <li key={at} className={`stage ${stateOf(stage, isLive)}`}>
          {stage.elapsedMs === null && isLive ? (
            <span className="spinner" aria-hidden="true" />
          ) : (
            <Icon name={stage.elapsedMs === null ? 'clock' : 'check'} size={14} />
          )}
          <span className="stage-name">
            {stageName(stage.stage)}
            {hasSteps && stage.step !== null && <span className="muted"> · step {stage.step}</span>}
            {(stage.attempt ?? 1) > 1 && <span className="muted"> · attempt {stage.attempt}</span>}
          </span>
          <span className="stage-time">
            {stage.elapsedMs !== null ? (
              formatMs(stage.elapsedMs)
            ) : isLive && stage.startedAt !== null ? (
              <Ticking since={stage.startedAt} />
            ) : null}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** An open stage of a question that is not worked on waits for a person. */
const stateOf = (stage: StageRun, isLive: boolean): string =>
  stage.elapsedMs !== null ? '' : isLive ? 'stage-open' : 'stage-waiting';

function Ticking({ since }: { since: number }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 200);
    return () => clearInterval(timer);
  }, []);
  return <>{formatMs(Math.max(0, now - since))}</>;
}
