import { lazy, Suspense } from 'react';

import { useSchemaList, useSchemas } from '../../api/queries';
import { Loading } from '../../ui/states';

const SqlEditor = lazy(() => import('./sql_editor'));

interface Props {
  readonly database: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
}

/** The editor, once it is loaded. It knows the tables of the database, or of several ("a + b"). */
export function LazyEditor({ database, ...rest }: Props) {
  const list = useSchemaList();
  const types = new Map(list.data?.map((one) => [one.database, one.type]));
  const named = types.has(database) ? [database] : database.split(' + ');
  const databases = named.filter((one) => types.has(one));
  const schemas = useSchemas(databases);
  if (list.isPending || schemas.some((one) => one.isPending))
    return <Loading label="Opening the editor" />;
  const tables: Record<string, string[]> = {};
  schemas.forEach((schema, at) => {
    const prefix = named.length > 1 ? `${databases[at] ?? ''}.` : '';
    for (const table of schema.data?.schemas.flatMap((each) => each.tables) ?? []) {
      tables[prefix + table.name] = table.columns.map((one) => one.name);
    }
  });
  return (
    <Suspense fallback={<Loading label="Opening the editor" />}>
      <SqlEditor {...rest} tables={tables} type={types.get(database)} />
    </Suspense>
  );
}
