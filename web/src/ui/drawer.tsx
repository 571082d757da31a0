import * as Radix from '@radix-ui/react-dialog';
import type { ReactNode } from 'react';

import { IconButton } from './button';

/** A panel that slides over the page on narrow screens. Escape and a tap outside close it. */
export function Drawer({
  open,
  onClose,
  label,
  side,
  children,
}: {
  open: boolean;
  onClose: () => void;
  label: string;
  side: 'left' | 'right';
  children: ReactNode;
}) {
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <div className="veil" aria-hidden="true" />
        <Radix.Content className={`drawer drawer-${side}`} aria-describedby={undefined}>
          <Radix.Title className="visually-hidden">{label}</Radix.Title>
          <Radix.Close asChild>
            <IconButton icon="close" label="Close" className="drawer-close" />
          </Radix.Close>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
