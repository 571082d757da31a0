import type { SourcePart } from '../../api/types';
import { partLine } from '../../state/part_lines';
import { Icon } from '../../ui/icon';
import { SqlBlock } from '../sql/sql_block';

/** The statements that the databases themselves ran, folded away. */
export function Parts({ parts, readOnly }: { parts: readonly SourcePart[]; readOnly: boolean }) {
  if (parts.length === 0) return null;
  return (
    <section className="step-parts">
      <h4>What each database was asked for this</h4>
      {parts.map((part, at) => (
        <details key={at} className="part">
          <summary>
            <Icon name="chevron" size={14} />
            <span>
              <strong>{part.database}</strong> · {partLine(part)}
            </span>
          </summary>
          {part.sql && <SqlBlock sql={part.sql} database={part.database} readOnly={readOnly} />}
        </details>
      ))}
    </section>
  );
}
