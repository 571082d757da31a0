import { useState } from 'react';

import { exportSql } from '../../api/actions';
import { useSettings } from '../../api/queries';
import type { Column } from '../../api/types';
import { announcement, toast } from '../../state/app_state';
import { toTsv } from '../../state/format';
import { IconButton } from '../../ui/button';
import { Menu, MenuItem, MenuLabel } from '../../ui/menu';
import { saveBlob, saveLink } from './save';
import type { RowSource } from './source';
import type { RowPages } from './use_rows';

const formatNames: Record<string, string> = {
  csv: 'CSV',
  json: 'JSON',
  xlsx: 'Excel (XLSX)',
  parquet: 'Parquet',
};

export function ExportMenu({
  columns,
  pages,
  source,
}: {
  columns: readonly Column[];
  pages: RowPages;
  source: RowSource;
}) {
  const settings = useSettings();
  const [isBusy, setBusy] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(toTsv(columns, await pages.loadAll()));
      announcement.set('Table copied.');
      toast.set({ text: 'Table copied. It pastes into a spreadsheet.' });
    } catch {
      toast.set({ text: 'The browser did not allow copying.' });
    }
  };
  const save = async (format: string) => {
    if (source.kind === 'step') {
      saveLink(`/api/messages/${source.messageId}/steps/${source.step}/export?format=${format}`);
    } else if (source.kind === 'typed') {
      setBusy(true);
      try {
        saveBlob(await exportSql(source.database, source.sql, format), `result.${format}`);
      } catch (error) {
        toast.set({ text: error instanceof Error ? error.message : String(error) });
      }
      setBusy(false);
    }
  };
  const formats = source.kind === 'none' ? [] : (settings.data?.exports ?? ['csv', 'json']);
  return (
    <Menu trigger={<IconButton icon="download" label="Copy or export" disabled={isBusy} />}>
      <MenuItem icon="copy" onSelect={() => void copy()}>
        Copy table
      </MenuItem>
      {formats.length > 0 && <MenuLabel>Export</MenuLabel>}
      {formats.map((format) => (
        <MenuItem key={format} icon="download" onSelect={() => void save(format)}>
          {formatNames[format] ?? format}
        </MenuItem>
      ))}
    </Menu>
  );
}
