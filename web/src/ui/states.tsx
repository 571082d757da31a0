// Waiting, nothing there, and gone wrong: drawn the same everywhere.

import type { ReactNode } from 'react';

import { ApiError } from '../api/client';
import { Button } from './button';
import { Icon, type IconName } from './icon';

export function Loading({ label = 'Loading' }: { label?: string }) {
  return (
    <div className="loading" role="status">
      <span className="spinner" aria-hidden="true" />
      <span>{label}</span>
    </div>
  );
}

export function Skeleton({ lines = 3 }: { lines?: number }) {
  return (
    <div className="skeleton" role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, at) => (
        <span key={at} />
      ))}
    </div>
  );
}

export function Empty({
  icon,
  title,
  children,
}: {
  icon: IconName;
  title: string;
  children?: ReactNode;
}) {
  return (
    <div className="empty">
      <Icon name={icon} size={26} />
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}

export function Failure({
  error,
  onRetry,
  title,
}: {
  error: unknown;
  onRetry?: (() => void) | undefined;
  title?: string;
}) {
  const message = error instanceof Error ? error.message : String(error);
  const next = error instanceof ApiError ? error.nextStep : '';
  return (
    <div className="failure" role="alert">
      <Icon name="warning" />
      <div>
        <p className="failure-title">{title ?? message}</p>
        {title && <p>{message}</p>}
        {next && <p className="muted">{next}</p>}
        {onRetry && (
          <Button icon="retry" onClick={onRetry}>
            Try again
          </Button>
        )}
      </div>
    </div>
  );
}
