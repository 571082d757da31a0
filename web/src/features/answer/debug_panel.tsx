import type { Communication } from '../../api/types';
import { formatCount, formatMs } from '../../state/format';
import type { Run, StageRun } from '../../state/run';
import { stageName } from '../../state/stage_names';
import { CopyButton } from '../../ui/copy_button';
import { UnknownEvents } from './unknown_events';

/** Each stage: who did it, how long it took, what was said to the model and what came back. */
export function DebugPanel({ run }: { run: Run }) {
  const hasWords = run.stages.some((stage) => stage.communication);
  return (
    <div className="debug">
      {run.stages.map((stage, at) => (
        <Stage key={at} stage={stage} />
      ))}
      {run.notices.map((notice, at) => (
        <p key={at} className="hint">
          {notice}
        </p>
      ))}
      <UnknownEvents events={run.unknown} />
      {!hasWords && (
        <p className="hint">
          To see prompts and replies, switch on “Keep prompts” in the settings before you ask.
        </p>
      )}
    </div>
  );
}

function Stage({ stage }: { stage: StageRun }) {
  const tokens = stage.inputTokens + stage.outputTokens;
  const head = (
    <>
      <span className="debug-name">
        {stageName(stage.stage)}
        {stage.step !== null && <span className="muted"> · step {stage.step}</span>}
        {(stage.attempt ?? 1) > 1 && <span className="muted"> · attempt {stage.attempt}</span>}
      </span>
      <span className="muted">{stage.communication?.model || stage.model}</span>
      <span className="debug-figure">
        {tokens > 0 &&
          `${formatCount(stage.inputTokens)} in, ${formatCount(stage.outputTokens)} out`}
      </span>
      <span className="debug-figure">
        {stage.elapsedMs === null ? '' : formatMs(stage.elapsedMs)}
      </span>
    </>
  );
  if (!stage.communication) return <div className="debug-stage debug-head">{head}</div>;
  return (
    <details className="debug-stage">
      <summary className="debug-head">{head}</summary>
      <Words communication={stage.communication} />
    </details>
  );
}

function Words({ communication }: { communication: Communication }) {
  return (
    <div className="debug-words">
      <Part name="System prompt" value={communication.system_prompt} />
      <Part name="Messages" value={communication.messages} />
      <Part name="Reply" value={communication.response} />
      {communication.temperature !== null && (
        <p className="hint">Temperature {communication.temperature}</p>
      )}
    </div>
  );
}

function Part({ name, value }: { name: string; value: unknown }) {
  if (value === null || value === undefined || value === '') return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  return (
    <section>
      <div className="row">
        <h4>{name}</h4>
        <span className="spacer" />
        <CopyButton text={() => text} />
      </div>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0}>{text}</pre>
    </section>
  );
}
