import { useMutation } from '@tanstack/react-query';
import { useDeferredValue, useId, useState } from 'react';

import { refreshSchema } from '../../api/actions';
import { useSchemaList } from '../../api/queries';
import { schemaFocus } from '../../state/app_state';
import { useSignal } from '../../state/signal';
import { IconButton } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Empty, Failure, Skeleton } from '../../ui/states';
import { DatabaseNode } from './database_node';

/** Databases, their tables and columns; any name goes into the question with one press. */
export default function SchemaBrowser() {
  const list = useSchemaList();
  const refresh = useMutation({ mutationFn: refreshSchema });
  const focus = useSignal(schemaFocus);
  const [text, setText] = useState('');
  const filter = useDeferredValue(text.trim().toLowerCase());
  const id = useId();
  return (
    <section className="schema" aria-label="Databases and tables">
      <header className="schema-head">
        <h2>Databases</h2>
        <span className="spacer" />
        <IconButton
          icon="retry"
          label="Read the schemas again"
          disabled={refresh.isPending}
          onClick={() => refresh.mutate()}
        />
      </header>
      <div className="search">
        <label htmlFor={id} className="visually-hidden">
          Find a table or column
        </label>
        <Icon name="search" size={16} />
        <input
          id={id}
          type="search"
          placeholder="Find a table or column"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <div className="schema-scroll">
        {list.isPending && <Skeleton lines={6} />}
        {list.error && !list.data && (
          <Failure error={list.error} onRetry={() => void list.refetch()} />
        )}
        {list.data?.length === 0 && <Empty icon="database" title="No database is configured." />}
        {list.data?.map((database) => (
          <DatabaseNode
            key={database.database}
            summary={database}
            filter={filter}
            isFocused={focus === database.database}
          />
        ))}
      </div>
    </section>
  );
}
