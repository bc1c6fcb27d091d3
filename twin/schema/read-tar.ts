/**
 * The files inside a gzipped tar archive, for one purpose: reading a package whose sha256 is known.
 *
 * A library would be the better choice for archives of strangers: links, long names, sparse files,
 * paths that climb out of their folder. Here the bytes are pinned by their hash, nothing is written
 * to a path that the archive names, and the names asked for are short: what is left of the format
 * is a header of 512 bytes before each file (POSIX ustar, IEEE Std 1003.1, "pax", 2017).
 */
import { gunzipSync } from 'node:zlib';

const BLOCK = 512;
/** A plain file is '0', or NUL in archives older than ustar. */
const PLAIN = new Set(['0', '\0']);

export type TarFile = { readonly name: string; readonly bytes: Buffer };

/**
 * Every plain file of the archive, in its order. Throws a sentence where the archive is cut off.
 */
export function* readTar(gzipped: Buffer): Generator<TarFile> {
  const archive = gunzipSync(gzipped);
  for (let at = 0; at + BLOCK <= archive.length && archive[at] !== 0;) {
    const header = archive.subarray(at, at + BLOCK);
    const size = Number.parseInt(textOf(header, 124, 12), 8);
    const from = at + BLOCK;
    if (!Number.isSafeInteger(size) || from + size > archive.length) {
      throw new Error(`The archive is not whole: a header at byte ${at} makes no sense.`);
    }
    if (PLAIN.has(String.fromCharCode(header[156] ?? 0))) {
      const folder = textOf(header, 345, 155);
      const name = textOf(header, 0, 100);
      yield {
        name: folder === '' ? name : `${folder}/${name}`,
        bytes: archive.subarray(from, from + size),
      };
    }
    at = from + Math.ceil(size / BLOCK) * BLOCK;
  }
}

function textOf(header: Buffer, from: number, length: number): string {
  const field = header.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? length : end).trim();
}
