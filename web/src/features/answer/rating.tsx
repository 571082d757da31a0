// Thumbs; a thumb down may say what was wrong and how it should have been.

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { rateMessage } from '../../api/actions';
import type { Message, Rating } from '../../api/types';
import { announcement } from '../../state/app_state';
import { addMessages } from '../../state/ask';
import { IconButton } from '../../ui/button';
import { RatingForm } from './rating_form';

export function RatingButtons({ message }: { message: Message }) {
  const [isOpen, setOpen] = useState(false);
  const rate = useMutation({
    mutationFn: (value: Partial<Rating> | null) => rateMessage(message.id, value),
    onSuccess: (fresh) => {
      addMessages(message.thread_id, [fresh]);
      announcement.set(fresh.rating ? 'Rating saved.' : 'Rating removed.');
    },
  });
  const current = message.rating?.rating;
  const press = (value: 'up' | 'down') => {
    if (current === value) {
      setOpen(false);
      rate.mutate(null);
    } else {
      setOpen(value === 'down');
      rate.mutate({ rating: value });
    }
  };
  return (
    <>
      <span className="thumbs" role="group" aria-label="Was this right?">
        <IconButton
          icon="up"
          label="Good answer"
          aria-pressed={current === 'up'}
          onClick={() => press('up')}
        />
        <IconButton
          icon="down"
          label="Wrong answer"
          aria-pressed={current === 'down'}
          onClick={() => press('down')}
        />
      </span>
      {isOpen && current === 'down' && (
        <RatingForm
          initial={message.rating}
          isSaving={rate.isPending}
          onCancel={() => setOpen(false)}
          onSave={(value) => rate.mutate(value, { onSuccess: () => setOpen(false) })}
        />
      )}
    </>
  );
}
