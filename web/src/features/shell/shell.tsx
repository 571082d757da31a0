// The frame: conversations on the left, the page in the middle, databases on the right. On narrow
// screens both sides are drawers.

import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';

import { setPreference, usePreference } from '../../state/preferences';
import { IconButton } from '../../ui/button';
import { Drawer } from '../../ui/drawer';
import { Loading } from '../../ui/states';
import { useMedia } from '../../ui/use_media';
import { Announcer } from './announcer';
import { Banner } from './banner';
import { Sidebar } from './sidebar';
import { ToastHost } from './toast_host';
import { useShortcuts } from './use_shortcuts';

const SchemaBrowser = lazy(() => import('../schema/schema_browser'));

export function Shell({
  current,
  isBare = false,
  children,
}: {
  current: string;
  isBare?: boolean;
  children: ReactNode;
}) {
  const isWide = useMedia('(min-width: 900px)');
  const isVeryWide = useMedia('(min-width: 1280px)');
  const [isMenuOpen, setMenuOpen] = useState(false);
  const isSchemaOpen = usePreference('schema') === 'open' && !isBare;
  const setSchema = (on: boolean) => setPreference('schema', on ? 'open' : '');
  useShortcuts(() => setMenuOpen(true));
  // A drawer left open from last time must not cover a phone's page at once.
  useEffect(() => {
    if (!matchMedia('(min-width: 1280px)').matches) setPreference('schema', '');
  }, []);
  return (
    <div
      className={`shell ${isSchemaOpen && isVeryWide ? 'shell-schema' : ''} ${isBare ? 'shell-bare' : ''}`}
    >
      <a className="skip" href="#main">
        Skip to the conversation
      </a>
      {!isBare && isWide && <Sidebar current={current} onOpen={() => undefined} />}
      {!isBare && !isWide && (
        <Drawer
          open={isMenuOpen}
          onClose={() => setMenuOpen(false)}
          label="Conversations"
          side="left"
        >
          <Sidebar current={current} onOpen={() => setMenuOpen(false)} />
        </Drawer>
      )}
      <main id="main" className="main" tabIndex={-1}>
        {!isBare && (
          <div className="corner">
            {!isWide && (
              <IconButton icon="menu" label="Conversations" onClick={() => setMenuOpen(true)} />
            )}
            <IconButton
              icon="database"
              label={isSchemaOpen ? 'Hide databases' : 'Show databases'}
              aria-pressed={isSchemaOpen}
              onClick={() => setSchema(!isSchemaOpen)}
            />
          </div>
        )}
        <Banner />
        {children}
      </main>
      {isSchemaOpen && isVeryWide && (
        <aside className="side-right">
          <Suspense fallback={<Loading />}>
            <SchemaBrowser />
          </Suspense>
        </aside>
      )}
      {!isVeryWide && !isBare && (
        <Drawer open={isSchemaOpen} onClose={() => setSchema(false)} label="Databases" side="right">
          <Suspense fallback={<Loading />}>
            <SchemaBrowser />
          </Suspense>
        </Drawer>
      )}
      <ToastHost />
      <Announcer />
    </div>
  );
}
