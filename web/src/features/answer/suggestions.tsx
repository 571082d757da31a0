import type { Message } from '../../api/types';
import { askQuestion } from '../../state/ask';
import { Icon } from '../../ui/icon';

export function Suggestions({ message, items }: { message: Message; items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <div className="suggestions" role="group" aria-label="Follow-up questions">
      {items.map((item) => (
        <button
          key={item}
          type="button"
          className="chip"
          onClick={() => void askQuestion(message.thread_id, item)}
        >
          <Icon name="arrow" size={14} />
          {item}
        </button>
      ))}
    </div>
  );
}
