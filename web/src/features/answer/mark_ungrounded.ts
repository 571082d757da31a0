// A rehype step that wraps the given places of the source in <mark>. It reads positions, so the
// text inside bold, lists and tables is found too.

import type { Span } from '../../state/ungrounded';

interface Node {
  type: string;
  tagName?: string;
  value?: string;
  properties?: Record<string, unknown>;
  children?: Node[];
  position?: { start: { offset?: number }; end: { offset?: number } };
}

export function markUngrounded(spans: readonly Span[]) {
  return (tree: Node): void => walk(tree, spans);
}

function walk(node: Node, spans: readonly Span[]): void {
  if (!node.children) return;
  node.children = node.children.flatMap((child) => {
    if (child.type !== 'text') {
      walk(child, spans);
      return [child];
    }
    return split(child, spans);
  });
}

function split(node: Node, spans: readonly Span[]): Node[] {
  const start = node.position?.start.offset;
  const end = node.position?.end.offset;
  const text = node.value ?? '';
  // Escapes and entities make text shorter than its source: then its places are not known.
  if (start === undefined || end === undefined || end - start !== text.length) return [node];
  const pieces: Node[] = [];
  let at = 0;
  for (const span of spans) {
    const from = span.start - start;
    const to = span.end - start;
    if (from < at || to > text.length) continue;
    if (from > at) pieces.push({ type: 'text', value: text.slice(at, from) });
    const inner: Node = { type: 'text', value: text.slice(from, to) };
    pieces.push({ type: 'element', tagName: 'mark', properties: {}, children: [inner] });
    at = to;
  }
  if (at === 0) return [node];
  if (at < text.length) pieces.push({ type: 'text', value: text.slice(at) });
  return pieces;
}
