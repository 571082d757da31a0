import { useSettings } from '../../api/queries';
import { goTo } from '../../state/router';
import { Button } from '../../ui/button';
import { ThreadList } from '../threads/thread_list';
import { SettingsMenu } from './settings_menu';

const engines: Record<string, string> = {
  offline: 'built-in engine',
  llm: 'language model',
  hybrid: 'engine and model',
};

export function Sidebar({ current, onOpen }: { current: string; onOpen: () => void }) {
  const settings = useSettings();
  return (
    <aside className="sidebar">
      <div className="brand">
        <a
          href="/"
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey) return;
            event.preventDefault();
            goTo('/');
            onOpen();
          }}
        >
          <img src="/favicon.svg" width="26" height="26" alt="" />
          <span>askdb</span>
        </a>
      </div>
      <Button
        className="new-question"
        icon="plus"
        onClick={() => {
          goTo('/');
          onOpen();
        }}
      >
        New question
      </Button>
      <ThreadList current={current} onOpen={onOpen} />
      <footer className="sidebar-foot">
        <span className="muted">
          {settings.data
            ? `${engines[settings.data.engine] ?? settings.data.engine} · ${settings.data.version}`
            : ''}
        </span>
        <span className="spacer" />
        <SettingsMenu />
      </footer>
    </aside>
  );
}
