import type { Message } from '../../api/types';
import { askQuestion } from '../../state/ask';
import { Icon } from '../../ui/icon';

/** The options of a question back, one press each. Own words go through the composer below. */
export function Clarification({ message, canAnswer }: { message: Message; canAnswer: boolean }) {
  const options = message.metadata?.suggestions ?? [];
  if (options.length === 0) return null;
  return (
    <div className="options" role="group" aria-label="Possible answers">
      {options.map((option) => (
        <button
          key={option}
          type="button"
          className="option"
          disabled={!canAnswer}
          onClick={() => void askQuestion(message.thread_id, option, message.id)}
        >
          {option}
          <Icon name="arrow" size={16} />
        </button>
      ))}
      {canAnswer && <p className="hint">Or answer in your own words below.</p>}
    </div>
  );
}
