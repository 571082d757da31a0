import { useDataSources } from '../../api/queries';
import { chosenDatabases } from '../../state/app_state';
import { useSignal } from '../../state/signal';
import { Icon } from '../../ui/icon';
import { Menu, MenuCheck, MenuItem, MenuLabel } from '../../ui/menu';

/** Limits questions to some databases; none chosen means all of them. */
export function DatabasePicker() {
  const sources = useDataSources();
  const chosen = useSignal(chosenDatabases);
  const all = sources.data ?? [];
  if (all.length < 2) return null;
  const label =
    chosen.length === 0
      ? 'All databases'
      : chosen.length === 1
        ? chosen[0]
        : `${chosen.length} databases`;
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className="button button-quiet">
          <Icon name="database" size={16} />
          {label}
        </button>
      }
    >
      <MenuLabel>Look only in</MenuLabel>
      {all.map((source) => (
        <MenuCheck
          key={source.name}
          checked={chosen.includes(source.name)}
          onChange={(on) =>
            chosenDatabases.set(
              on ? [...chosen, source.name] : chosen.filter((one) => one !== source.name),
            )
          }
        >
          {source.name}
        </MenuCheck>
      ))}
      {chosen.length > 0 && (
        <MenuItem icon="close" onSelect={() => chosenDatabases.set([])}>
          All databases
        </MenuItem>
      )}
    </Menu>
  );
}
