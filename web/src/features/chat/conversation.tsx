import type { Message } from '../../api/types';
import { writeDraft } from '../../state/app_state';
import { formatWhen } from '../../state/format';
import { IconButton } from '../../ui/button';
import { Reply } from '../answer/reply';

/** Questions and replies, oldest first. */
export function Conversation({
  messages,
  readOnly,
}: {
  messages: readonly Message[];
  readOnly: boolean;
}) {
  return (
    <div className="conversation">
      {messages.map((message, at) =>
        message.sender === 'user' ? (
          <Question key={message.id} message={message} readOnly={readOnly} />
        ) : (
          <Reply
            key={message.id}
            message={message}
            question={questionOf(messages, at)}
            isLast={at === messages.length - 1}
            readOnly={readOnly}
          />
        ),
      )}
    </div>
  );
}

function questionOf(messages: readonly Message[], at: number): string {
  const reply = messages[at];
  const named = messages.find((one) => one.id === reply?.answers);
  const before = messages.slice(0, at).findLast((one) => one.sender === 'user');
  return (named ?? before)?.content ?? '';
}

function Question({ message, readOnly }: { message: Message; readOnly: boolean }) {
  return (
    <div className="question">
      <h2>{message.content}</h2>
      <time dateTime={message.created_at}>{formatWhen(message.created_at, new Date())}</time>
      {!readOnly && (
        <IconButton
          icon="edit"
          label="Edit this question"
          onClick={() => writeDraft(message.content)}
        />
      )}
    </div>
  );
}
