import { useEffect, useState } from 'react';

import type { DatabaseSummary, SchemaTable } from '../../api/more_types';
import { useSchema } from '../../api/queries';
import { schemaFocus } from '../../state/app_state';
import { Icon } from '../../ui/icon';
import { Failure, Skeleton } from '../../ui/states';
import { TableNode } from './table_node';

export function DatabaseNode({
  summary,
  filter,
  isFocused,
}: {
  summary: DatabaseSummary;
  filter: string;
  isFocused: boolean;
}) {
  const [isOpen, setOpen] = useState(isFocused);
  useEffect(() => {
    if (!isFocused) return;
    setOpen(true);
    schemaFocus.set('');
  }, [isFocused]);
  const isShown = isOpen || filter !== '';
  const schema = useSchema(summary.database, isShown && !summary.error);
  const schemas = schema.data?.schemas ?? [];
  const tables = schemas.flatMap((each) =>
    each.tables
      .filter((table) => matches(table, filter))
      .map((table) => ({ table, schema: schemas.length > 1 ? each.name : '' })),
  );
  if (filter !== '' && schema.data && tables.length === 0) return null;
  return (
    <div className="node">
      <button
        type="button"
        className="node-head"
        aria-expanded={isShown}
        onClick={() => setOpen(!isOpen)}
      >
        <span className={isShown ? 'twist twist-open' : 'twist'}>
          <Icon name="chevron" size={14} />
        </span>
        <Icon name="database" size={16} />
        <span className="node-name">{summary.database}</span>
        <span className="muted">
          {summary.error ? 'not reachable' : `${summary.tables} tables`}
        </span>
      </button>
      {isShown && (
        <div className="node-body">
          {summary.description && <p className="hint">{summary.description}</p>}
          {summary.error && <Failure error={new Error(summary.error)} />}
          {schema.isFetching && !schema.data && <Skeleton lines={3} />}
          {schema.error && !schema.data && (
            <Failure error={schema.error} onRetry={() => void schema.refetch()} />
          )}
          {tables.map(({ table, schema: name }) => (
            <TableNode
              key={`${name}.${table.name}`}
              table={table}
              schema={name}
              filter={filter}
              isOnly={filter !== '' && tables.length <= 3}
            />
          ))}
        </div>
      )}
    </div>
  );
}

function matches(table: SchemaTable, filter: string): boolean {
  if (filter === '') return true;
  return (
    table.name.toLowerCase().includes(filter) ||
    table.columns.some((column) => column.name.toLowerCase().includes(filter))
  );
}
