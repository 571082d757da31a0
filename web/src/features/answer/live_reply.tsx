import { useMutation } from '@tanstack/react-query';

import { stopMessage } from '../../api/actions';
import type { Connection } from '../../api/stream';
import type { Run } from '../../state/run';
import { stageName } from '../../state/stage_names';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Failure } from '../../ui/states';
import { ApprovalCard } from '../approval/approval_card';
import { SqlCode } from '../sql/sql_code';
import { AnswerText } from './answer_text';
import { PlanGraph } from './plan_graph';
import type { ReplyProps } from './reply';
import { StageList } from './stage_list';
import { UnknownEvents } from './unknown_events';

interface Props extends ReplyProps {
  readonly run: Run;
  readonly connection: Connection;
  readonly failure: Error | null;
}

export function LiveReply({ run, connection, failure, message, readOnly }: Props) {
  const stop = useMutation({ mutationFn: () => stopMessage(message.id) });
  const open = run.stages.find((one) => one.elapsedMs === null);
  const step = run.steps.at(-1);
  const attempt = step?.attempts.at(-1);
  return (
    <article className="reply reply-live" aria-busy="true" aria-label="askdb is working">
      <p className="visually-hidden" role="status">
        {run.approval ? 'Waiting for your approval' : open ? stageName(open.stage) : 'Working'}
      </p>
      {run.stages.length === 0 && (
        <p className="working">
          <span className="spinner" aria-hidden="true" /> Starting
        </p>
      )}
      <StageList stages={run.stages} isLive={!run.approval} />
      {(run.plan?.steps.length ?? 0) > 1 && run.plan && (
        <PlanGraph plan={run.plan} steps={run.steps} />
      )}
      {attempt && !run.approval && !step?.result && (
        <div className="live-sql">
          {attempt.trouble && (
            <p className="trouble">
              <Icon name="warning" size={15} /> {attempt.trouble} Trying again.
            </p>
          )}
          <SqlCode sql={attempt.sql} />
        </div>
      )}
      <AnswerText text={run.text} isLive />
      {run.approval && (
        <ApprovalCard request={run.approval} messageId={message.id} readOnly={readOnly} />
      )}
      <UnknownEvents events={run.unknown} />
      {run.notices.length > 0 && (
        <p className="notice" role="status">
          <Icon name="info" size={15} /> {run.notices.at(-1)}
        </p>
      )}
      {connection === 'reconnecting' && !failure && (
        <p className="notice notice-warn" role="status">
          <span className="spinner" aria-hidden="true" /> The connection dropped. Reconnecting;
          nothing is lost.
        </p>
      )}
      {failure && <Failure error={failure} title="The live view ended." />}
      {/* While askdb asks, rejecting is the way to stop. */}
      {!readOnly && !run.approval && (
        <Button icon="stop" onClick={() => stop.mutate()} disabled={stop.isPending}>
          {stop.isPending ? 'Stopping' : 'Stop'}
        </Button>
      )}
    </article>
  );
}
