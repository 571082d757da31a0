import { lazy, Suspense } from 'react';

import { useSchema, useSchemaList } from '../../api/queries';
import { Loading } from '../../ui/states';

const SqlEditor = lazy(() => import('./sql_editor'));

interface Props {
  readonly database: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
}

/** The editor, knowing the database's tables, once it is loaded. */
export function LazyEditor({ database, ...rest }: Props) {
  const list = useSchemaList();
  // A statement over several databases belongs to none; it is edited without their names.
  const isKnown = list.data?.some((one) => one.database === database) ?? false;
  const schema = useSchema(database, isKnown);
  const type = list.data?.find((one) => one.database === database)?.type;
  if (list.isPending || (isKnown && schema.isPending))
    return <Loading label="Opening the editor" />;
  const tables: Record<string, string[]> = {};
  for (const each of schema.data?.schemas ?? []) {
    for (const table of each.tables) tables[table.name] = table.columns.map((one) => one.name);
  }
  return (
    <Suspense fallback={<Loading label="Opening the editor" />}>
      <SqlEditor {...rest} tables={tables} type={type} />
    </Suspense>
  );
}
