import type { ReactNode } from 'react';

import type { Message } from '../../api/types';
import { formatMs } from '../../state/format';
import { matchLine, partLines } from '../../state/part_lines';
import { Icon } from '../../ui/icon';

const confidenceText = {
  high: 'High: every part of the question was matched to the data.',
  medium: 'Medium: parts of the question were interpreted; check the assumptions.',
  low: 'Low: much was guessed. Check the SQL before you rely on it.',
} as const;

/** Databases, tables, readings, time and doubt: what a careful reader asks of a figure. */
export function RestsOn({ message }: { message: Message }) {
  const data = message.metadata;
  if (!data) return null;
  const stepDatabases = data.steps.map((step) => step.database).filter(Boolean);
  const databases = [...new Set(data.databases.length > 0 ? data.databases : stepDatabases)];
  const tables = [...new Set(data.steps.flatMap((step) => step.tables))];
  const keptFor = Math.max(0, ...data.steps.map((step) => step.cached_seconds ?? 0));
  const when = Date.parse(data.answered_at ?? message.created_at) - keptFor * 1000;
  const elapsed = data.steps.reduce((sum, step) => sum + step.elapsed_ms, 0);
  return (
    <dl className="rests">
      <Entry name="Confidence">
        <span className={`confidence confidence-${data.confidence}`}>{data.confidence}</span>
        <span>{confidenceText[data.confidence]}</span>
      </Entry>
      <Entry name="Databases">{databases.join(', ')}</Entry>
      {tables.length > 0 && (
        <Entry name="Tables">
          {tables.map((table) => (
            <code key={table}>{table}</code>
          ))}
        </Entry>
      )}
      <Lines name="Came from" items={partLines(data.steps.flatMap((step) => step.parts))} />
      <Lines name="Matched by" items={data.steps.flatMap((step) => step.matches.map(matchLine))} />
      {data.understood_as && <Entry name="Understood as">{data.understood_as}</Entry>}
      <Lines name="Assumed" items={data.assumptions} />
      <Lines name="Not understood" items={data.not_understood} isDoubt />
      <Lines name="Mind" items={data.notes} isDoubt />
      {data.ungrounded.length > 0 && (
        <Entry name="Not in the rows">
          {data.ungrounded.map((one, at) => (
            <mark key={at} className="ungrounded">
              {one.text}
            </mark>
          ))}
        </Entry>
      )}
      <Entry name="Data as of">
        {new Date(when).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })}
        {elapsed > 0 && <span className="muted"> · queries took {formatMs(elapsed)}</span>}
      </Entry>
      <Entry name="Answered by">
        {data.engine === 'offline' ? 'the built-in engine, without a model' : 'a language model'}
      </Entry>
    </dl>
  );
}

function Entry({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="rests-entry">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Lines({
  name,
  items,
  isDoubt = false,
}: {
  name: string;
  items: readonly string[];
  isDoubt?: boolean;
}) {
  if (items.length === 0) return null;
  return (
    <Entry name={name}>
      <ul>
        {items.map((item, at) => (
          <li key={at}>
            {isDoubt && <Icon name="warning" size={14} />}
            {item}
          </li>
        ))}
      </ul>
    </Entry>
  );
}
