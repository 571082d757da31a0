import { useEffect } from 'react';

import { send } from '../../api/client';
import { queryClient } from '../../api/query_client';
import { isReachable } from '../../state/app_state';
import { useSignal } from '../../state/signal';

/** Shown while the server does not answer; looks for it again and again, then reloads the data. */
export function Banner() {
  const isUp = useSignal(isReachable);
  useEffect(() => {
    if (isUp) return;
    const timer = setInterval(() => {
      send('GET', '/api/health')
        .then(() => {
          isReachable.set(true);
          return queryClient.invalidateQueries();
        })
        .catch(() => undefined);
    }, 2000);
    return () => clearInterval(timer);
  }, [isUp]);
  if (isUp) return null;
  return (
    <div className="banner" role="alert">
      <span className="spinner" aria-hidden="true" />
      askdb does not answer. Trying again every two seconds; what you see may be old.
    </div>
  );
}
