import { lazy, Suspense, useEffect } from 'react';

import { needsLogin } from '../../state/app_state';
import { goTo, readRoute, usePath } from '../../state/router';
import { useSignal } from '../../state/signal';
import { Button } from '../../ui/button';
import { Empty, Loading } from '../../ui/states';
import { HomePage } from '../chat/home_page';
import { Login } from './login';
import { Shell } from './shell';

const loadThread = () => import('../chat/thread_page');
const ThreadPage = lazy(loadThread);
const SharedPage = lazy(() => import('../chat/shared_page'));

export function App() {
  const route = readRoute(usePath());
  const isLocked = useSignal(needsLogin);
  // The start page is drawn first; what a first question needs is fetched while it is written.
  useEffect(() => {
    const timer = setTimeout(() => void loadThread(), 300);
    return () => clearTimeout(timer);
  }, []);
  if (isLocked) return <Login />;
  const isShared = route.page === 'shared';
  return (
    <Shell current={route.page === 'thread' ? route.id : ''} isBare={isShared}>
      <Suspense fallback={<Loading label="Opening the conversation" />}>
        {isShared && <SharedPage token={route.token} />}
        {route.page === 'thread' && <ThreadPage key={route.id} id={route.id} />}
        {route.page === 'home' && <HomePage />}
        {route.page === 'lost' && (
          <Empty icon="question" title="There is no page at this address.">
            <Button look="primary" onClick={() => goTo('/')}>
              Go to the start
            </Button>
          </Empty>
        )}
      </Suspense>
    </Shell>
  );
}
