import type { Message } from '../../api/types';
import { writeDraft } from '../../state/app_state';
import { askQuestion } from '../../state/ask';
import { Button } from '../../ui/button';
import { CopyButton } from '../../ui/copy_button';
import { RatingButtons } from './rating';

export function Actions({
  message,
  question,
  readOnly,
  isTrouble,
}: {
  message: Message;
  question: string;
  readOnly: boolean;
  /** A reply that failed has its own button to try again. */
  isTrouble: boolean;
}) {
  return (
    <>
      <CopyButton text={() => message.content} label="Copy" isCompact />
      {!readOnly && question && (
        <>
          {!isTrouble && (
            <Button
              look="quiet"
              isCompact
              icon="retry"
              onClick={() => void askQuestion(message.thread_id, question, '', true)}
            >
              Ask again
            </Button>
          )}
          <Button look="quiet" isCompact icon="edit" onClick={() => writeDraft(question)}>
            Edit question
          </Button>
        </>
      )}
      {!readOnly && <RatingButtons message={message} />}
    </>
  );
}
