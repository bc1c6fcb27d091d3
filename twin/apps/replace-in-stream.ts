/** Replaces a text in a stream of bytes, wherever the chunks happen to be cut. */
import { Transform } from 'node:stream';

/**
 * A transform in which every `needle` becomes `replacement`; nothing else changes, and no more than
 * the needle's length is held back. Works on bytes, so text in any encoding that writes ASCII as
 * ASCII passes whole.
 */
export function replaceInStream(needle: string, replacement: string): Transform {
  const wanted = Buffer.from(needle);
  const instead = Buffer.from(replacement);
  let held = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      let rest = Buffer.concat([held, chunk]);
      for (let at = rest.indexOf(wanted); at !== -1; at = rest.indexOf(wanted)) {
        this.push(rest.subarray(0, at));
        this.push(instead);
        rest = rest.subarray(at + wanted.length);
      }
      const keep = startOfNeedle(rest, wanted);
      if (rest.length > keep) this.push(rest.subarray(0, rest.length - keep));
      held = rest.subarray(rest.length - keep);
      done();
    },
    flush(done) {
      if (held.length > 0) this.push(held);
      done();
    },
  });
}

/** How many bytes at the end of `text` could be the beginning of `wanted`. */
function startOfNeedle(text: Buffer, wanted: Buffer): number {
  for (let length = Math.min(wanted.length - 1, text.length); length > 0; length--) {
    if (text.subarray(text.length - length).equals(wanted.subarray(0, length))) return length;
  }
  return 0;
}
