/** A stream of bytes as its lines of text. What is held is one line, and that is bounded. */
import type { ReadableStream } from 'node:stream/web';
import { ShopifyUnavailable } from '../../../services/ports/shopify.ts';

const LINE_MAX = 4_000_000;
const END = 10;

/** `endsAt`: bytes from the beginning up to the line's end, its end included. */
export type Line = { readonly text: string; readonly endsAt: number };

/** Throws `try_later` where the stream breaks off, or a line never ends. */
export async function* readLines(stream: ReadableStream<Uint8Array>): AsyncIterable<Line> {
  const decoder = new TextDecoder();
  /** Parts of a line whose end has not come yet. */
  let parts: Uint8Array[] = [];
  let held = 0;
  let endsAt = 0;
  const lineOf = (last: Uint8Array): Line => {
    const text = parts.length === 0 ? decoder.decode(last) : joined([...parts, last], decoder);
    [parts, held] = [[], 0];
    return { text, endsAt };
  };
  try {
    for await (const bytes of stream) {
      let from = 0;
      for (let to = bytes.indexOf(END); to >= 0; to = bytes.indexOf(END, from)) {
        endsAt += to + 1 - from;
        const line = lineOf(bytes.subarray(from, to));
        from = to + 1;
        if (line.text.trim() !== '') yield line;
      }
      if (from === bytes.length) continue;
      parts.push(bytes.slice(from));
      held += bytes.length - from;
      endsAt += bytes.length - from;
      if (held > LINE_MAX) throw new Error('a line without an end');
    }
  } catch (error) {
    throw new ShopifyUnavailable('try_later', 'the file of the history broke off', error);
  }
  const last = lineOf(new Uint8Array());
  if (last.text.trim() !== '') yield last;
}

function joined(parts: readonly Uint8Array[], decoder: TextDecoder): string {
  return parts.map((part) => decoder.decode(part, { stream: true })).join('') + decoder.decode();
}
