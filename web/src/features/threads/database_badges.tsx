import type { DataSource } from '../../api/more_types';
import { useDataSources, useUsedDatabases } from '../../api/queries';
import { schemaFocus } from '../../state/app_state';
import { setPreference } from '../../state/preferences';
import { Icon } from '../../ui/icon';
import { Tooltip } from '../../ui/tooltip';

/** One badge a database; those this conversation has read are lit. A press shows its tables. */
export function DatabaseBadges({ threadId }: { threadId: string }) {
  const sources = useDataSources();
  const used = useUsedDatabases(threadId);
  const lit = new Set(used.data?.databases ?? []);
  if (!sources.data || sources.data.length === 0) return null;
  const shown = someOf(sources.data, lit);
  const hidden = sources.data.length - shown.length;
  return (
    <ul className="badges" aria-label="Databases">
      {shown.map((source) => {
        const isLit = lit.has(source.id);
        const state = source.is_available
          ? isLit
            ? 'used here'
            : 'not used yet'
          : 'not reachable';
        return (
          <li key={source.id}>
            <Tooltip
              content={
                <>
                  <strong>{source.name}</strong>{' '}
                  <span className="muted">
                    · {source.id}, {state}
                  </span>
                  <br />
                  {source.error || source.description || source.short_description}
                </>
              }
            >
              <button
                type="button"
                className={`badge ${isLit ? 'badge-lit' : ''} ${source.is_available ? '' : 'badge-gone'}`}
                aria-label={`${source.name}, ${state}`}
                onClick={() => {
                  schemaFocus.set(source.id);
                  setPreference('schema', 'open');
                }}
              >
                <Icon name="database" size={14} />
                <span className="badge-name">{source.name}</span>
              </button>
            </Tooltip>
          </li>
        );
      })}
      {hidden > 0 && (
        <li>
          <button
            type="button"
            className="badge"
            aria-label={`${hidden} more databases`}
            onClick={() => setPreference('schema', 'open')}
          >
            +{hidden}
          </button>
        </li>
      )}
    </ul>
  );
}

const most = 8;

/** All of them, or as many as there is room for, those in use among them. */
function someOf(sources: readonly DataSource[], lit: ReadonlySet<string>): readonly DataSource[] {
  if (sources.length <= most) return sources;
  const used = sources.filter((one) => lit.has(one.id));
  const others = sources.filter((one) => !used.includes(one));
  return [...used, ...others].slice(0, most);
}
