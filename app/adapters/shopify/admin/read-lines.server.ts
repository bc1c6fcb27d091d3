/** A stream of bytes as its lines of text. What is held is one line, and that is bounded. */
import type { ReadableStream } from 'node:stream/web';
import { ShopifyUnavailable } from '../../../services/ports/shopify.ts';

const LINE_MAX = 4_000_000;

/** Throws `try_later` where the stream breaks off, or a line never ends. */
export async function* readLines(stream: ReadableStream<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const bytes of stream) {
      rest += decoder.decode(bytes, { stream: true });
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > LINE_MAX) throw new Error('a line without an end');
      for (const line of lines) if (line.trim() !== '') yield line;
    }
  } catch (error) {
    throw new ShopifyUnavailable('try_later', 'the file of the history broke off', error);
  }
  rest += decoder.decode();
  if (rest.trim() !== '') yield rest;
}
