import { useEffect, useState } from 'react';

import { announcement } from '../state/app_state';
import { Button } from './button';

/** Copies what `text` gives when it is pressed, and says so for a moment. */
export function CopyButton({
  text,
  label = 'Copy',
  isCompact = false,
}: {
  text: () => string;
  label?: string;
  isCompact?: boolean;
}) {
  const [done, setDone] = useState('');
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(''), 1600);
    return () => clearTimeout(timer);
  }, [done]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setDone('Copied');
      announcement.set('Copied.');
    } catch {
      setDone('Not allowed');
    }
  };
  return (
    <Button
      isCompact={isCompact}
      look="quiet"
      icon={done === 'Copied' ? 'check' : 'copy'}
      onClick={() => void copy()}
    >
      {done || label}
    </Button>
  );
}
