// Below an answer: its SQL, what it rests on, and how it was made. One at a time, or none.

import { type ReactNode, useId, useState } from 'react';

import type { Message } from '../../api/types';
import type { Run } from '../../state/run';
import { Icon, type IconName } from '../../ui/icon';
import { DebugPanel } from './debug_panel';
import { RestsOn } from './rests_on';
import { StepsPanel } from './steps_panel';

type Panel = 'sql' | 'rests' | 'debug';

export function Details({
  run,
  message,
  readOnly,
  children,
}: {
  run: Run;
  message: Message;
  readOnly: boolean;
  children: ReactNode;
}) {
  const [open, setOpen] = useState<Panel | null>(null);
  const id = useId();
  const statements = run.steps.filter((step) => step.attempts.length > 0).length;
  const panels: [Panel, IconName, string][] = [];
  if (statements > 0)
    panels.push(['sql', 'table', statements > 1 ? `SQL, ${statements} steps` : 'SQL']);
  if (message.metadata && statements > 0) panels.push(['rests', 'shield', 'What this rests on']);
  if (run.stages.length > 0 || run.unknown.length > 0)
    panels.push(['debug', 'bug', 'How it was made']);
  return (
    <>
      <div className="reply-bar">
        {panels.map(([panel, icon, label]) => (
          <button
            key={panel}
            type="button"
            className="button button-quiet"
            aria-expanded={open === panel}
            aria-controls={`${id}-panel`}
            onClick={() => setOpen(open === panel ? null : panel)}
          >
            <Icon name={icon} size={16} />
            {label}
            {panel === 'rests' && message.metadata?.confidence !== 'high' && (
              <span
                className={`confidence confidence-${message.metadata?.confidence ?? ''}`}
                title={`Confidence: ${message.metadata?.confidence ?? ''}`}
              >
                {message.metadata?.confidence}
                <span className="visually-hidden"> confidence</span>
              </span>
            )}
          </button>
        ))}
        <span className="spacer" />
        {children}
      </div>
      <div id={`${id}-panel`} className={open ? 'panel' : ''}>
        {open === 'sql' && <StepsPanel run={run} message={message} readOnly={readOnly} />}
        {open === 'rests' && <RestsOn message={message} />}
        {open === 'debug' && <DebugPanel run={run} />}
      </div>
    </>
  );
}
