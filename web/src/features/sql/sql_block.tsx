// A statement: read it, copy it, change it, run it again.

import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import { runSql } from '../../api/actions';
import { useDataSources } from '../../api/queries';
import { formatCount, formatMs } from '../../state/format';
import { matchLine, partLines } from '../../state/part_lines';
import { Button } from '../../ui/button';
import { CopyButton } from '../../ui/copy_button';
import { Failure, Loading } from '../../ui/states';
import { ResultView } from '../result/result_view';
import { LazyEditor } from './lazy_editor';
import { SqlCode } from './sql_code';

export function SqlBlock({
  sql,
  database,
  readOnly,
}: {
  sql: string;
  database: string;
  readOnly: boolean;
}) {
  const block = useRef<HTMLDivElement>(null);
  const [text, setText] = useState(sql);
  const [isEditing, setEditing] = useState(false);
  const run = useMutation({ mutationFn: () => runSql(database, text), onError: () => undefined });
  const known = new Set(useDataSources().data?.map((one) => one.id));
  // What joins databases names all of them; what reads only earlier steps names none.
  const canRun = known.has(database) || database.split(' + ').every((one) => known.has(one));
  const mayRun = !readOnly && canRun;
  const start = () => {
    if (!run.isPending) run.mutate();
  };
  const leave = () => {
    setEditing(false);
    // The focus goes to what stands in the editor's place.
    requestAnimationFrame(() => block.current?.querySelector<HTMLElement>('.sql')?.focus());
  };
  return (
    <div className="sql-block" ref={block}>
      <div className="sql-bar">
        <span className="muted">{database || 'earlier steps'}</span>
        <span className="spacer" />
        <CopyButton text={() => text} label="Copy SQL" />
        {mayRun && !isEditing && (
          <Button look="quiet" icon="edit" onClick={() => setEditing(true)}>
            Edit
          </Button>
        )}
        {mayRun && (
          <Button look="quiet" icon="play" onClick={start} disabled={run.isPending}>
            Run
          </Button>
        )}
        {isEditing && (
          <Button
            look="quiet"
            onClick={() => {
              setText(sql);
              setEditing(false);
            }}
          >
            Undo changes
          </Button>
        )}
      </div>
      {isEditing ? (
        <LazyEditor
          database={database}
          value={text}
          onChange={setText}
          onSubmit={start}
          onCancel={leave}
        />
      ) : (
        <SqlCode sql={text} />
      )}
      {!readOnly && !canRun && (
        <p className="hint">
          This reads what earlier steps found, so it cannot run alone. To change it, ask again in
          other words, or have askdb ask before it runs a query: then it can be edited.
        </p>
      )}
      {isEditing && <p className="hint">Ctrl+Enter runs it, Escape leaves the editor.</p>}
      {run.isPending && <Loading label="Running" />}
      {run.error && <Failure error={run.error} />}
      {run.data && (
        <div className="sql-result">
          <p className="muted">
            {formatCount(run.data.row_count)} {run.data.row_count === 1 ? 'row' : 'rows'} in{' '}
            {formatMs(run.data.elapsed_ms)}
          </p>
          {[...partLines(run.data.parts), ...run.data.matches.map(matchLine)].map((line) => (
            <p className="muted" key={line}>
              {line}
            </p>
          ))}
          <ResultView
            key={run.submittedAt}
            source={{ kind: 'typed', database, sql: run.data.sql || text }}
            columns={run.data.columns}
            rows={run.data.rows}
            rowCount={run.data.row_count}
            rowsKept={run.data.rows.length}
            isTruncated={run.data.is_truncated}
          />
        </div>
      )}
    </div>
  );
}
