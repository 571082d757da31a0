import { memo } from 'react';

import { foldLists, layoutSql, sqlTokens } from '../../state/sql_tokens';

/** SQL to read, in colours; the editor is only fetched when someone wants to change it. */
export const SqlCode = memo(function SqlCode({ sql }: { sql: string }) {
  return (
    // A long statement scrolls, so it must be reachable from the keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className="sql" tabIndex={0} aria-label="SQL">
      <code>
        {sqlTokens(foldLists(layoutSql(sql))).map((token, at) =>
          token.kind === 'plain' ? (
            token.text
          ) : (
            <span key={at} className={`sql-${token.kind}`}>
              {token.text}
            </span>
          ),
        )}
      </code>
    </pre>
  );
});
