/**
 * Lets bytes through while they are UTF-8. CSV parsers replace what they cannot decode and go on,
 * which would turn a wrongly encoded file into wrong names without a word.
 */
import { isUtf8 } from 'node:buffer';

const LINE_FEED = 10;

/** Stands where the first bad byte stood: a code point that no text may contain. */
export const CUT_MARK = '\uffff';

export type Utf8Guard = {
  /** The physical line of the first bad byte, 1-based; null while all is well. */
  badLine: number | null;
  readonly pass: (chunks: AsyncIterable<Buffer>) => AsyncGenerator<Buffer>;
};

/**
 * A guard for one stream. At the first bad byte it passes on what came before and a mark in that
 * byte's place, then ends: so the parser stands exactly in the field to blame.
 */
export function guardUtf8(): Utf8Guard {
  const guard: Utf8Guard = { badLine: null, pass };
  let line = 1;

  async function* pass(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let carried: Buffer = Buffer.alloc(0);
    for await (const chunk of chunks) {
      const bytes = carried.length === 0 ? chunk : Buffer.concat([carried, chunk]);
      const end = bytes.length - unfinishedBytes(bytes);
      const whole = bytes.subarray(0, end);
      if (!isPlainUtf8(whole)) {
        yield stopAt(whole);
        return;
      }
      carried = bytes.subarray(end);
      line += countLineFeeds(whole);
      if (end > 0) yield whole;
    }
    if (carried.length > 0) yield stopAt(carried);
  }

  function stopAt(bytes: Buffer): Buffer {
    const good = bytes.subarray(0, goodBytes(bytes));
    guard.badLine = line + countLineFeeds(good);
    return Buffer.concat([good, Buffer.from(CUT_MARK)]);
  }

  return guard;
}

/** UTF-16 without a mark is valid UTF-8 full of zero bytes, which no text of ours contains. */
function isPlainUtf8(bytes: Buffer): boolean {
  return !bytes.includes(0) && isUtf8(bytes);
}

/** How many bytes at the end begin a character that the next chunk may finish: 0 to 3. */
function unfinishedBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return back < needed ? back : 0;
  }
  return 0;
}

/** Length of the longest good beginning of bytes that are known to be bad somewhere. */
function goodBytes(bytes: Buffer): number {
  let start = 0;
  for (;;) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const end = feed < 0 ? bytes.length : feed + 1;
    if (!isPlainUtf8(bytes.subarray(start, end))) return start + goodBytesOfLine(bytes, start, end);
    start = end;
  }
}

function goodBytesOfLine(bytes: Buffer, start: number, end: number): number {
  let good = 0;
  for (let length = 1; start + length <= end; length += 1) {
    if (isPlainUtf8(bytes.subarray(start, start + length))) good = length;
    // A character has at most four bytes: a beginning bad for longer will not become good again.
    else if (length - good > 4) break;
  }
  return good;
}

function countLineFeeds(bytes: Buffer): number {
  let feeds = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) {
    feeds += 1;
  }
  return feeds;
}
