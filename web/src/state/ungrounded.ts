// Where in an answer stand figures that no row holds. The server counts bytes of UTF-8; the page
// counts UTF-16 units.

export interface Span {
  readonly start: number;
  readonly end: number;
}

export function ungroundedSpans(
  text: string,
  marks: readonly { readonly text: string; readonly offset: number }[],
): readonly Span[] {
  if (marks.length === 0) return [];
  const bytes = new TextEncoder().encode(text);
  const decoder = new TextDecoder();
  const spans = marks.flatMap((mark) => {
    const start = decoder.decode(bytes.subarray(0, mark.offset)).length;
    const end = start + mark.text.length;
    // A mark that does not stand where it says is not drawn at a wrong place.
    return mark.text && text.slice(start, end) === mark.text ? [{ start, end }] : [];
  });
  return spans.sort((a, b) => a.start - b.start);
}
