import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countCommands, countStatements, type MessageCounter } from './message-counts.ts';

/** A PostgreSQL client's message: its type (none for the first one), its length, its content. */
function message(type: string, content: string): Buffer {
  const body = Buffer.from(content);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
}

function command(...words: string[]): Buffer {
  const strings = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  return Buffer.from(`*${words.length}\r\n${strings.join('')}`);
}

const STARTUP = message('', '\0\x03\0\0user\0laurel_app\0\0');
const PASSWORD = message('p', 'Q E secret');
const PREPARED = [
  message('P', 'ingest\0SELECT E\0'),
  message('B', '\0ingest\0QQQQ'),
  message('D', 'P\0'),
  message('E', '\0\0\0\0\0'),
  message('S', ''),
];

function countInPieces(counter: MessageCounter, bytes: Buffer, cuts: readonly number[]): number {
  const places = [...cuts.map((cut) => cut % bytes.length), 0, bytes.length].sort((a, b) => a - b);
  for (const [place, from] of places.entries())
    counter.read(bytes.subarray(from, places[place + 1]));
  return counter.count();
}

describe('PostgreSQL', () => {
  test('signing in counts nothing, and a prepared statement counts once', () => {
    const counter = countStatements();
    counter.read(Buffer.concat([STARTUP, PASSWORD]));
    expect(counter.count()).toBe(0);
    counter.read(Buffer.concat(PREPARED));
    expect(counter.count()).toBe(1);
  });

  test('wherever the network cuts them, as many statements are counted', () => {
    const bytes = Buffer.concat([
      STARTUP,
      PASSWORD,
      message('Q', 'BEGIN\0'),
      ...PREPARED,
      ...PREPARED,
      message('Q', 'COMMIT\0'),
      message('X', ''),
    ]);
    fc.assert(
      fc.property(fc.array(fc.nat()), (cuts) => {
        expect(countInPieces(countStatements(), bytes, cuts)).toBe(4);
      }),
    );
  });
});

describe('Redis', () => {
  test('wherever the network cuts them, as many commands are counted', () => {
    const bytes = Buffer.concat([
      command('HELLO', '3'),
      command('EVALSHA', 'ü*3\r\n$2', '0', ''),
      command('PING'),
    ]);
    fc.assert(
      fc.property(fc.array(fc.nat()), (cuts) => {
        expect(countInPieces(countCommands(), bytes, cuts)).toBe(3);
      }),
    );
  });
});
