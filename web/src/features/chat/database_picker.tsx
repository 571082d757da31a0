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
        ? all.find((one) => one.id === chosen[0])?.name
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
          key={source.id}
          checked={chosen.includes(source.id)}
          onChange={(on) =>
            chosenDatabases.set(
              on ? [...chosen, source.id] : chosen.filter((one) => one !== source.id),
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
