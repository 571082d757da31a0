import { useSettings } from '../../api/queries';
import {
  type Approval,
  setPreference,
  setTheme,
  type Theme,
  usePreference,
} from '../../state/preferences';
import { IconButton } from '../../ui/button';
import { Menu, MenuCheck, MenuChoice, MenuLine } from '../../ui/menu';

const serverNames = { on: 'always ask', off: 'never ask', smart: 'ask when in doubt' } as const;

export function SettingsMenu() {
  const settings = useSettings();
  const theme = (usePreference('theme') || 'system') as Theme;
  const approval = (usePreference('approval') || 'server') as Approval;
  const debug = usePreference('debug') === 'on';
  const fallback = settings.data ? ` (${serverNames[settings.data.approval]})` : '';
  return (
    <Menu trigger={<IconButton icon="settings" label="Settings" />}>
      <MenuChoice
        label="Theme"
        value={theme}
        options={[
          ['system', 'As the system'],
          ['light', 'Light'],
          ['dark', 'Dark'],
        ]}
        onChange={setTheme}
      />
      <MenuLine />
      <MenuChoice
        label="Before a query runs"
        value={approval}
        options={[
          ['server', `As the server says${fallback}`],
          ['on', 'Always ask me'],
          ['smart', 'Ask when in doubt'],
          ['off', 'Never ask'],
        ]}
        onChange={(value) => setPreference('approval', value === 'server' ? '' : value)}
      />
      <MenuLine />
      <MenuCheck checked={debug} onChange={(on) => setPreference('debug', on ? 'on' : '')}>
        Keep prompts
      </MenuCheck>
    </Menu>
  );
}
