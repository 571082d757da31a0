import { announcement } from '../../state/app_state';
import { useSignal } from '../../state/signal';

/** Says to screen readers what others see happen. */
export function Announcer() {
  const text = useSignal(announcement);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {text}
    </div>
  );
}
