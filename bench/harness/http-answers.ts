/**
 * Finds the end of one HTTP/1.1 answer after another in the bytes a server sends, wherever the
 * network cuts them. Knows answers with a length, without a body, and in chunks.
 */

export type AnswerReader = {
  /** The status of the answer these bytes complete; null while it goes on. */
  read: (bytes: Buffer) => number | null;
};

const HEAD_END = '\r\n\r\n';

export function answerReader(): AnswerReader {
  let text = '';
  return {
    read(bytes) {
      // Latin-1 keeps one character a byte, so that lengths are lengths.
      text += bytes.toString('latin1');
      const headEnd = text.indexOf(HEAD_END);
      if (headEnd < 0) return null;
      const head = text.slice(0, headEnd);
      if (!isWhole(head, text.slice(headEnd + HEAD_END.length))) return null;
      text = '';
      return Number(head.slice(9, 12));
    },
  };
}

function isWhole(head: string, body: string): boolean {
  const length = /^content-length: *(\d+)/im.exec(head)?.[1];
  if (length !== undefined) return body.length >= Number(length);
  if (/^transfer-encoding: *chunked/im.test(head)) return hasLastChunk(body);
  return true;
}

function hasLastChunk(body: string): boolean {
  for (let place = 0; ;) {
    const lineEnd = body.indexOf('\r\n', place);
    if (lineEnd < 0) return false;
    const size = Number.parseInt(body.slice(place, lineEnd), 16);
    // A chunk's bytes, and the end of a line after them; the last one has none.
    place = lineEnd + 2 + size + 2;
    if (place > body.length) return false;
    if (size === 0) return true;
  }
}
