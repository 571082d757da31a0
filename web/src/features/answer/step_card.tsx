import type { Message } from '../../api/types';
import { formatCount, formatMs } from '../../state/format';
import type { StepRun } from '../../state/run';
import { Icon } from '../../ui/icon';
import { ResultView } from '../result/result_view';
import { SqlBlock } from '../sql/sql_block';
import { SqlCode } from '../sql/sql_code';
import { Parts } from './parts';

/** One step: what it was for, its SQL, earlier attempts, and its rows. */
export function StepCard({
  step,
  description,
  message,
  withResult,
  readOnly,
}: {
  step: StepRun;
  description: string;
  message: Message;
  withResult: boolean;
  readOnly: boolean;
}) {
  const result = step.result;
  const earlier = step.attempts.slice(0, -1);
  const current = step.attempts.at(-1);
  const sql = result?.sql ?? current?.sql ?? '';
  return (
    <section className="step" aria-label={`Step ${step.number}`}>
      <header className="step-head">
        <span className="step-number">{step.number}</span>
        <span className="step-title">{description || 'Query'}</span>
        {result && (
          <span className="muted">
            {result.success
              ? `${formatCount(result.row_count)} ${result.row_count === 1 ? 'row' : 'rows'}, ${formatMs(result.elapsed_ms)}`
              : 'failed'}
          </span>
        )}
      </header>
      {earlier.map((attempt) => (
        <details key={attempt.attempt} className="attempt">
          <summary>
            <Icon name="warning" size={14} /> Attempt {attempt.attempt}: {attempt.trouble}
          </summary>
          <SqlCode sql={attempt.sql} />
          {attempt.instead && <p className="hint">{attempt.instead}</p>}
        </details>
      ))}
      {sql && <SqlBlock sql={sql} database={step.database} readOnly={readOnly} />}
      {result && <Parts parts={result.parts} readOnly={readOnly} />}
      {result?.error && <p className="trouble">{result.error}</p>}
      {withResult && result?.success && result.columns.length > 0 && (
        <ResultView
          source={
            readOnly
              ? { kind: 'none' }
              : { kind: 'step', messageId: message.id, step: result.step_number }
          }
          columns={result.columns}
          rows={result.rows}
          rowCount={result.row_count}
          rowsKept={Math.max(result.rows_kept, result.rows.length)}
          isTruncated={result.is_truncated}
        />
      )}
    </section>
  );
}
