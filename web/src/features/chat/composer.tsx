// Where questions are written. Enter sends, Shift+Enter starts a line, Up brings the last one back.

import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';

import { draft } from '../../state/app_state';
import { useSignal } from '../../state/signal';
import { Icon } from '../../ui/icon';
import { DatabasePicker } from './database_picker';

interface Props {
  readonly onAsk: (content: string) => void;
  readonly placeholder: string;
  readonly lastQuestion: string;
  readonly isBig?: boolean;
}

export function Composer({ onAsk, placeholder, lastQuestion, isBig = false }: Props) {
  const [text, setText] = useState('');
  const area = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const given = useSignal(draft);
  useEffect(() => {
    const field = area.current;
    if (!given || !field) return;
    draft.set(null);
    if (given.mode === 'replace') setText(given.text);
    else {
      const at = field.selectionStart;
      const gap = at > 0 && !/\s$/.test(field.value.slice(0, at)) ? ' ' : '';
      setText(
        `${field.value.slice(0, at)}${gap}${given.text} ${field.value.slice(field.selectionEnd)}`,
      );
    }
    field.focus();
  }, [given]);
  useEffect(() => {
    const field = area.current;
    if (!field) return;
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 220)}px`;
  }, [text]);
  const send = () => {
    const content = text.trim();
    if (!content) return;
    setText('');
    onAsk(content);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      send();
    } else if (event.key === 'ArrowUp' && text === '' && lastQuestion) {
      event.preventDefault();
      setText(lastQuestion);
    }
  };
  return (
    <form
      className={isBig ? 'composer composer-big' : 'composer'}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label htmlFor={id} className="visually-hidden">
        Your question
      </label>
      <textarea
        id={id}
        ref={area}
        rows={1}
        value={text}
        placeholder={placeholder}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={press}
        maxLength={20_000}
        data-composer=""
      />
      <div className="composer-bar">
        <DatabasePicker />
        <span className="spacer" />
        <span className="hint composer-hint">Enter asks, Shift+Enter adds a line</span>
        <button type="submit" className="send" disabled={!text.trim()} aria-label="Ask">
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}
