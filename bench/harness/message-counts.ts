/**
 * Counts what a client asks of PostgreSQL or Redis by reading the bytes it sends, wherever the
 * network happens to cut them. Pure: bytes in, a number out.
 */
import { strict as assert } from 'node:assert';

export type MessageCounter = {
  /** Takes the next bytes the client sent. */
  read: (bytes: Uint8Array) => void;
  /** Statements or commands seen whole so far. */
  count: () => number;
};

const QUERY = 'Q'.charCodeAt(0);
const EXECUTE = 'E'.charCodeAt(0);
const HEADER = 5;

/**
 * SQL statements of one connection: simple queries and executions of prepared ones. The
 * connection's first message has no type byte; several statements inside one simple query count as
 * one.
 */
export function countStatements(): MessageCounter {
  let statements = 0;
  let isStarted = false;
  const header = new Uint8Array(HEADER);
  let filled = 1;
  let toSkip = 0;
  return {
    count: () => statements,
    read(bytes) {
      for (let place = 0; place < bytes.length;) {
        if (toSkip > 0) {
          const skipped = Math.min(toSkip, bytes.length - place);
          toSkip -= skipped;
          place += skipped;
          continue;
        }
        header[filled] = bytes[place] as number;
        filled += 1;
        place += 1;
        if (filled < HEADER) continue;
        toSkip = new DataView(header.buffer).getUint32(1) - 4;
        if (isStarted && (header[0] === QUERY || header[0] === EXECUTE)) statements += 1;
        isStarted = true;
        filled = 0;
      }
    },
  };
}

const CR = '\r'.charCodeAt(0);
const LF = '\n'.charCodeAt(0);

/**
 * Redis commands of one connection, in the protocol's array form that every client library sends.
 */
export function countCommands(): MessageCounter {
  let commands = 0;
  let line = '';
  let stringsLeft = 0;
  let toSkip = 0;
  const endLine = (): void => {
    const size = Number(line.slice(1));
    assert(/^[*$]\d+$/.test(line), `A Redis client sends arrays of strings, not ${line}.`);
    if (line.startsWith('*')) {
      stringsLeft = size;
    } else {
      toSkip = size + 2;
      stringsLeft -= 1;
    }
    if (line.startsWith('*') ? size === 0 : stringsLeft === 0) commands += 1;
    line = '';
  };
  return {
    count: () => commands,
    read(bytes) {
      for (let place = 0; place < bytes.length;) {
        if (toSkip > 0) {
          const skipped = Math.min(toSkip, bytes.length - place);
          toSkip -= skipped;
          place += skipped;
          continue;
        }
        const byte = bytes[place] as number;
        place += 1;
        if (byte === LF) endLine();
        else if (byte !== CR) line += String.fromCharCode(byte);
      }
    },
  };
}
