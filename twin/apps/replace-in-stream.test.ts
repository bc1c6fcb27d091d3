import fc from 'fast-check';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { replaceInStream } from './replace-in-stream.ts';

describe('replacing in a stream', () => {
  it('does the same however the text is cut', async () => {
    const part = fc.constantFrom('ab', 'aab', 'abc', 'a', 'ä', 'xyz');
    await fc.assert(
      fc.asyncProperty(fc.array(part), fc.array(fc.nat(5)), async (parts, cuts) => {
        const text = parts.join('');
        const bytes = Buffer.from(text);
        const chunks: Buffer[] = [];
        let at = 0;
        for (const cut of cuts) chunks.push(bytes.subarray(at, (at += cut)));
        chunks.push(bytes.subarray(at));
        const stream = Readable.from(chunks.filter(({ length }) => length > 0));
        const replaced = await buffer(stream.pipe(replaceInStream('aab', '—')));
        expect(replaced.toString()).toBe(text.replaceAll('aab', '—'));
      }),
    );
  });
});
