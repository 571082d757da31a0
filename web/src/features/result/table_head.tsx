import type { Column } from '../../api/types';
import { isNumeric } from '../../state/values';

export interface Sort {
  readonly at: number;
  readonly isDescending: boolean;
}

/** Column names with their types; a press sorts up, then down, then not at all. */
export function TableHead({
  columns,
  sort,
  onSort,
}: {
  columns: readonly Column[];
  sort: Sort | null;
  onSort: (sort: Sort | null) => void;
}) {
  const press = (at: number) => {
    if (sort?.at !== at) onSort({ at, isDescending: false });
    else onSort(sort.isDescending ? null : { at, isDescending: true });
  };
  return (
    <thead>
      <tr aria-rowindex={1}>
        {columns.map((column, at) => {
          const order = sort?.at === at ? (sort.isDescending ? 'descending' : 'ascending') : 'none';
          return (
            <th
              key={at}
              scope="col"
              aria-sort={order}
              className={isNumeric(column) ? 'numeric' : ''}
            >
              <button type="button" onClick={() => press(at)} title={column.type || column.kind}>
                <span className="column-name">{column.name}</span>
                <span className="column-kind">
                  {column.kind || 'text'}
                  <span className={`sort-mark sort-${order}`} aria-hidden="true" />
                </span>
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
