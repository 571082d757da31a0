import { readRoute, usePath } from '../../state/router';
import { needsLogin } from '../../state/app_state';
import { useSignal } from '../../state/signal';
import { Button } from '../../ui/button';
import { Empty } from '../../ui/states';
import { goTo } from '../../state/router';
import { HomePage } from '../chat/home_page';
import { SharedPage } from '../chat/shared_page';
import { ThreadPage } from '../chat/thread_page';
import { Login } from './login';
import { Shell } from './shell';

export function App() {
  const route = readRoute(usePath());
  const isLocked = useSignal(needsLogin);
  if (isLocked) return <Login />;
  if (route.page === 'shared') {
    return (
      <Shell current="" isBare>
        <SharedPage token={route.token} />
      </Shell>
    );
  }
  return (
    <Shell current={route.page === 'thread' ? route.id : ''}>
      {route.page === 'thread' && <ThreadPage key={route.id} id={route.id} />}
      {route.page === 'home' && <HomePage />}
      {route.page === 'lost' && (
        <Empty icon="question" title="There is no page at this address.">
          <Button look="primary" onClick={() => goTo('/')}>
            Go to the start
          </Button>
        </Empty>
      )}
    </Shell>
  );
}
