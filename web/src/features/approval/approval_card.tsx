// askdb stops and asks. The card takes the focus, unless somebody is writing; A, E and R work
// while the focus is inside it.

import { useMutation } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

import { answerApproval, type ApprovalAction } from '../../api/actions';
import type { ApprovalRequest } from '../../api/types';
import { formatCount } from '../../state/format';
import { Icon } from '../../ui/icon';
import { Failure } from '../../ui/states';
import { LazyEditor } from '../sql/lazy_editor';
import { SqlCode } from '../sql/sql_code';
import { ApprovalButtons } from './approval_buttons';
import { ApprovalGrounds } from './approval_grounds';

export function ApprovalCard({
  request,
  messageId,
  readOnly,
}: {
  request: ApprovalRequest;
  messageId: string;
  readOnly: boolean;
}) {
  const card = useRef<HTMLElement>(null);
  const [isEditing, setEditing] = useState(false);
  const [sql, setSql] = useState(request.sql);
  const answer = useMutation({
    mutationFn: (action: ApprovalAction) =>
      answerApproval(messageId, action === 'edit' ? { action, sql } : { action }),
    onError: () => undefined,
  });
  useEffect(() => {
    const active = document.activeElement;
    const isWriting = active instanceof HTMLTextAreaElement && active.value !== '';
    if (!isWriting && !readOnly) card.current?.focus({ preventScroll: false });
  }, [request.id, readOnly]);
  const act = (action: ApprovalAction | 'open-editor' | 'close-editor') => {
    if (action === 'open-editor') setEditing(true);
    else if (action === 'close-editor') {
      setEditing(false);
      // The editor is gone and the focus with it; the keys work on.
      card.current?.focus();
    } else if (!answer.isPending && !answer.isSuccess) answer.mutate(action);
  };
  const press = (event: KeyboardEvent) => {
    if (readOnly || isEditing || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === 'a') act('approve');
    else if (key === 'e') act('open-editor');
    else if (key === 'r') act('reject');
    else return;
    event.preventDefault();
  };
  return (
    // The keys act for the buttons inside.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={card}
      className="approval"
      tabIndex={-1}
      aria-labelledby={`approval-${request.id}`}
      onKeyDown={press}
    >
      <header>
        <Icon name="shield" size={20} />
        <h3 id={`approval-${request.id}`}>May askdb run this?</h3>
      </header>
      {request.reasons.length > 0 && (
        <ul className="approval-reasons">
          {request.reasons.map((reason, at) => (
            <li key={at}>{reason}</li>
          ))}
        </ul>
      )}
      <div className="sql-block">
        <div className="sql-bar">
          <span className="muted">{request.database}</span>
        </div>
        {isEditing ? (
          <LazyEditor
            database={request.database}
            value={sql}
            onChange={setSql}
            onSubmit={() => act('edit')}
            onCancel={() => act('close-editor')}
          />
        ) : (
          <SqlCode sql={sql} />
        )}
      </div>
      <dl className="approval-figures">
        <Figure name="Confidence" value={`${request.confidence_percent} %`} />
        {request.estimated_rows !== null && (
          <Figure name="Rows read" value={about(request.estimated_rows)} />
        )}
        {request.estimated_cost !== null && (
          <Figure name="Cost, in the database’s measure" value={about(request.estimated_cost)} />
        )}
      </dl>
      <ApprovalGrounds request={request} />
      {answer.error && <Failure error={answer.error} />}
      {!readOnly && (
        <ApprovalButtons
          isEditing={isEditing}
          isBusy={answer.isPending || answer.isSuccess}
          onAct={act}
        />
      )}
    </section>
  );
}

const about = (value: number): string => `about ${formatCount(Math.round(value))}`;

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
