import type { SchemaColumn } from '../../api/more_types';
import { Icon } from '../../ui/icon';
import { IconButton } from '../../ui/button';

export function ColumnRow({
  column,
  isFound,
  onInsert,
}: {
  column: SchemaColumn;
  isFound: boolean;
  onInsert: () => void;
}) {
  const target = column.references;
  return (
    <li className={isFound ? 'column-row column-found' : 'column-row'}>
      <div className="node-line">
        <span className="column-main">
          <span className="column-title">
            {column.name}
            {column.is_primary_key && (
              <span className="column-key" title="Primary key">
                <Icon name="key" size={14} />
                <span className="visually-hidden">primary key</span>
              </span>
            )}
          </span>
          <span className="column-type">
            {column.type || column.kind}
            {!column.is_nullable && ', never null'}
          </span>
        </span>
        <IconButton icon="insert" label={`Insert ${column.name}`} onClick={onInsert} />
      </div>
      {target && (
        <p className="column-more">
          → {target.table}
          {target.column && `.${target.column}`}
        </p>
      )}
      {column.description && <p className="column-more">{column.description}</p>}
      {column.sample_values.length > 0 && (
        <p className="column-more column-samples">
          {column.sample_values.slice(0, 6).map((value, at) => (
            <span key={at}>{String(value)}</span>
          ))}
        </p>
      )}
    </li>
  );
}
