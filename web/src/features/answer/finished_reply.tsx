import type { Run } from '../../state/run';
import { formatMs } from '../../state/format';
import { Icon } from '../../ui/icon';
import { ResultView } from '../result/result_view';
import { Actions } from './actions';
import { AnswerText } from './answer_text';
import { Clarification } from './clarification';
import { Details } from './details';
import type { ReplyProps } from './reply';
import { Suggestions } from './suggestions';
import { Trouble } from './trouble';

interface Props extends ReplyProps {
  readonly run: Run;
}

/** What part of the question the answer leaves out: nobody should have to look for that. */
function NotUnderstood({ items }: { items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <p className="notice notice-warn">
      <Icon name="warning" size={15} /> Not understood: {items.join('; ')}
    </p>
  );
}

const troubleTypes = new Set(['datasource_error', 'execution_error', 'error']);

export function FinishedReply(props: Props) {
  const { run, message, question, isLast, readOnly } = props;
  const metadata = message.metadata;
  const type = message.type ?? 'answer';
  const isTrouble = troubleTypes.has(type) || message.status === 'failed';
  const shown = run.steps.filter((step) => step.result?.success).at(-1)?.result;
  return (
    <article className={`reply reply-${type}`} aria-label="Answer">
      {isTrouble ? (
        <Trouble message={message} question={question} readOnly={readOnly} />
      ) : (
        <AnswerText text={message.content} marks={metadata?.ungrounded} />
      )}
      {!isTrouble && <NotUnderstood items={metadata?.not_understood ?? []} />}
      {message.status === 'stopped' && (
        <p className="notice">
          <Icon name="stop" size={15} /> Stopped before it was finished.
        </p>
      )}
      {type === 'clarification' && (
        <Clarification message={message} canAnswer={isLast && !readOnly} />
      )}
      {shown && shown.columns.length > 0 && (
        <ResultView
          source={
            readOnly
              ? { kind: 'none' }
              : { kind: 'step', messageId: message.id, step: shown.step_number }
          }
          columns={shown.columns}
          rows={shown.rows}
          rowCount={shown.row_count}
          rowsKept={Math.max(shown.rows_kept, shown.rows.length)}
          isTruncated={shown.is_truncated}
        />
      )}
      <Details run={run} message={message} readOnly={readOnly}>
        <Actions message={message} question={question} readOnly={readOnly} isTrouble={isTrouble} />
        {metadata && metadata.pipeline_time_ms > 0 && (
          <span className="muted reply-time compact">{formatMs(metadata.pipeline_time_ms)}</span>
        )}
      </Details>
      {type !== 'clarification' && isLast && !readOnly && (
        <Suggestions message={message} items={metadata?.suggestions ?? []} />
      )}
    </article>
  );
}
