import { lazy, Suspense } from 'react';

import type { Metadata } from '../../api/types';

const Markdown = lazy(() => import('./markdown'));

const none: Metadata['ungrounded'] = [];

/** The answer's words; plain until the Markdown reader is loaded. */
export function AnswerText({
  text,
  marks = none,
  isLive = false,
}: {
  text: string;
  marks?: Metadata['ungrounded'];
  isLive?: boolean;
}) {
  if (!text) return null;
  return (
    <div className={isLive ? 'prose prose-live' : 'prose'}>
      <Suspense fallback={<p className="prose-plain">{text}</p>}>
        <Markdown text={text} marks={marks} />
      </Suspense>
    </div>
  );
}
