// Server-sent events, read from text that arrives in pieces of any size.

export interface Frame {
  readonly name: string;
  readonly id: number;
  readonly data: string;
}

export class SseReader {
  private rest = '';

  /** Takes the next piece and returns the frames it completes. Comments and half lines wait. */
  push(piece: string): Frame[] {
    this.rest += piece;
    const frames: Frame[] = [];
    // A blank line ends a frame; a lone CR at the end may still become CRLF.
    for (;;) {
      const end = /\r?\n\r?\n/.exec(this.rest);
      if (!end) return frames;
      const frame = readFrame(this.rest.slice(0, end.index));
      this.rest = this.rest.slice(end.index + end[0].length);
      if (frame) frames.push(frame);
    }
  }
}

function readFrame(block: string): Frame | null {
  let name = 'message';
  let id = 0;
  const data: string[] = [];
  for (const line of block.split(/\r?\n/)) {
    if (line.startsWith(':')) continue;
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') name = value;
    else if (field === 'id') id = Number(value) || 0;
    else if (field === 'data') data.push(value);
  }
  return data.length === 0 ? null : { name, id, data: data.join('\n') };
}
