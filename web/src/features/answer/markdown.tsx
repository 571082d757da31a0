// Markdown from models is untrusted text: no raw HTML, no pictures (they could call home), links
// only to the web and never with a trail back here.

import { useMemo } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';

import { ungroundedSpans } from '../../state/ungrounded';
import { markUngrounded } from './mark_ungrounded';

type Marks = readonly { readonly text: string; readonly offset: number }[];

const components: Components = {
  a: ({ href, children }) =>
    href && /^https?:\/\//i.test(href) ? (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow">
        {children}
      </a>
    ) : (
      <span>{children}</span>
    ),
  table: ({ children }) => (
    <div className="prose-table">
      <table>{children}</table>
    </div>
  ),
  mark: ({ children }) => (
    <mark className="ungrounded" title="askdb could not trace this to the rows it read.">
      {children}
      <span className="visually-hidden"> (not found in the rows)</span>
    </mark>
  ),
};

export default function Markdown({ text, marks }: { text: string; marks: Marks }) {
  const plugins = useMemo(() => {
    const spans = ungroundedSpans(text, marks);
    return spans.length > 0 ? [[markUngrounded, spans] as const] : [];
  }, [text, marks]);
  return (
    <ReactMarkdown
      remarkPlugins={[remarkGfm]}
      rehypePlugins={plugins as never}
      components={components}
      disallowedElements={['img']}
    >
      {text}
    </ReactMarkdown>
  );
}
