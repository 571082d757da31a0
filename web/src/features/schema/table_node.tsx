import { useState } from 'react';

import type { SchemaTable } from '../../api/more_types';
import { writeDraft } from '../../state/app_state';
import { formatShort } from '../../state/format';
import { IconButton } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { ColumnRow } from './column_row';

export function TableNode({
  table,
  schema,
  filter,
  isOnly,
}: {
  table: SchemaTable;
  schema: string;
  filter: string;
  isOnly: boolean;
}) {
  const [isOpen, setOpen] = useState(false);
  const isShown = isOpen || isOnly;
  const name = schema ? `${schema}.${table.name}` : table.name;
  return (
    <div className="node node-table">
      <div className="node-line">
        <button
          type="button"
          className="node-head"
          aria-expanded={isShown}
          onClick={() => setOpen(!isOpen)}
        >
          <span className={isShown ? 'twist twist-open' : 'twist'}>
            <Icon name="chevron" size={14} />
          </span>
          <span className="node-name">{name}</span>
          <span className="muted">
            {[
              table.kind === 'view' ? 'view' : '',
              table.row_estimate === null ? '' : `${formatShort(table.row_estimate)} rows`,
            ]
              .filter(Boolean)
              .join(', ')}
          </span>
        </button>
        <IconButton icon="insert" label={`Insert ${name}`} onClick={() => insert(table.name)} />
      </div>
      {isShown && (
        <div className="node-body">
          {table.description && <p className="hint">{table.description}</p>}
          <ul className="columns">
            {table.columns.map((column) => (
              <ColumnRow
                key={column.name}
                column={column}
                isFound={filter !== '' && column.name.toLowerCase().includes(filter)}
                onInsert={() => insert(column.name)}
              />
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

const insert = (name: string): void => writeDraft(name, 'insert');
