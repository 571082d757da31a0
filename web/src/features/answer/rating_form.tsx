import { type SyntheticEvent, useState } from 'react';

import type { Rating } from '../../api/types';
import { Button } from '../../ui/button';

const reasons = [
  ['wrong_sql', 'The SQL is wrong'],
  ['wrong_result', 'The figures are wrong'],
  ['wrong_interpretation', 'It misunderstood me'],
] as const;

export function RatingForm({
  initial,
  isSaving,
  onSave,
  onCancel,
}: {
  initial: Rating | null;
  isSaving: boolean;
  onSave: (rating: Rating) => void;
  onCancel: () => void;
}) {
  const [reason, setReason] = useState(initial?.reason ?? '');
  const [comment, setComment] = useState(initial?.comment ?? '');
  const [sql, setSql] = useState(initial?.corrected_sql ?? '');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onSave({ rating: 'down', reason: reason || null, comment, corrected_sql: sql });
  };
  return (
    <form className="rating-form" onSubmit={submit}>
      <fieldset>
        <legend>What was wrong?</legend>
        {reasons.map(([value, label]) => (
          <label key={value} className="radio">
            <input
              type="radio"
              name="reason"
              checked={reason === value}
              onChange={() => setReason(value)}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <label className="field">
        <span>In your words</span>
        <textarea rows={2} value={comment} onChange={(event) => setComment(event.target.value)} />
      </label>
      {reason === 'wrong_sql' && (
        <label className="field">
          <span>The SQL you would have written</span>
          <textarea
            rows={3}
            className="mono"
            value={sql}
            onChange={(event) => setSql(event.target.value)}
          />
        </label>
      )}
      <div className="row">
        <Button look="primary" type="submit" disabled={isSaving}>
          Save
        </Button>
        <Button look="quiet" onClick={onCancel}>
          Not now
        </Button>
      </div>
    </form>
  );
}
