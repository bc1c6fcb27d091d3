/**
 * The bytes of PostgreSQL's and Redis's protocols, cut into what a client asks at a time and what
 * the server answers to it, wherever the network cuts them. Pure: bytes in, whole messages out.
 */
import { strict as assert } from 'node:assert';

/** What a client sends in one go: one statement, one command, or part of signing in and out. */
export type Asked = {
  readonly bytes: Buffer;
  /** The statement or command in words, cut short; null for what is neither. */
  readonly said: string | null;
  /** Whether the server answers it with something that has an end. */
  readonly isAnswered: boolean;
};

/** Bytes of the server; `isEnd` where one answer is whole with them. */
export type Answered = { readonly bytes: Buffer; readonly isEnd: boolean };

/** One connection, read from its first byte on. */
export type Conversation = {
  readonly asks: (bytes: Buffer) => Asked[];
  readonly answers: (bytes: Buffer) => Answered[];
};

export type Protocol = 'postgres' | 'redis';

export function conversation(protocol: Protocol): Conversation {
  return protocol === 'postgres' ? postgresConversation() : redisConversation();
}

const SAID_MAX = 300;
const LENGTH = 4;
const SYNC = 'S';
const READY = 'Z';
/** Asks of a client for encryption, instead of a version of the protocol. */
const WANTS_ENCRYPTION: readonly number[] = [80_877_103, 80_877_104];

/** Whether these bytes ask to speak encrypted, which is to be denied with the one letter N. */
export function wantsEncryption({ bytes, said }: Asked): boolean {
  return said === null && bytes.length === 8 && WANTS_ENCRYPTION.includes(bytes.readUInt32BE(4));
}

/**
 * Simple queries, and prepared ones with all that comes up to their Sync. Several statements in one
 * simple query are one; so are several executions before one Sync, which our clients never send. A
 * copy in and a cursor read with Flush pass, but have no end of their own.
 */
function postgresConversation(): Conversation {
  const prepared = new Map<string, string>();
  let isStarted = false;
  let group: { bytes: Buffer[]; sql: string; isRun: boolean } | null = null;

  function askOf(bytes: Buffer): Asked | null {
    if (!isStarted) {
      const ask = { bytes, said: null, isAnswered: true };
      isStarted = !wantsEncryption(ask);
      return isStarted ? ask : { ...ask, isAnswered: false };
    }
    const type = String.fromCharCode(bytes[0] as number);
    if (type === 'Q') return { bytes, said: wordsAt(bytes, 5), isAnswered: true };
    if (!'PBDECHS'.includes(type)) return { bytes, said: null, isAnswered: type === 'F' };
    group ??= { bytes: [], sql: '', isRun: false };
    group.bytes.push(bytes);
    if (type === 'P') group.sql = noted(prepared, bytes);
    if (type === 'B') group.sql = prepared.get(secondText(bytes)) ?? '';
    if (type === 'E') group.isRun = true;
    if (type !== SYNC && type !== 'H') return null;
    const { sql, isRun } = group;
    const ask = Buffer.concat(group.bytes);
    group = null;
    return { bytes: ask, said: isRun ? sql : null, isAnswered: type === SYNC };
  }

  const asked = wholeFrames(() => (isStarted ? 1 : 0));
  const answered = wholeFrames(() => 1);
  return {
    asks: (bytes) => asked(bytes, askOf).filter((ask) => ask !== null),
    answers: (bytes) =>
      answered(bytes, (frame) => ({
        bytes: frame,
        isEnd: String.fromCharCode(frame[0] as number) === READY,
      })),
  };
}

/** Frames of a type, where there is one, and a length that counts itself but not the type. */
function wholeFrames(typeBytes: () => number) {
  let rest: Buffer = Buffer.alloc(0);
  return <T>(bytes: Buffer, read: (frame: Buffer) => T): T[] => {
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    const frames: T[] = [];
    for (;;) {
      const type = typeBytes();
      if (rest.length < type + LENGTH) return frames;
      const end = type + rest.readUInt32BE(type);
      if (rest.length < end) return frames;
      frames.push(read(rest.subarray(0, end)));
      rest = rest.subarray(end);
    }
  };
}

function noted(prepared: Map<string, string>, parse: Buffer): string {
  const sql = secondText(parse);
  prepared.set(textAt(parse, 5), sql);
  return sql.slice(0, SAID_MAX);
}

/** Both Parse and Bind name something first, then say the statement, or its name. */
function secondText(bytes: Buffer): string {
  return textAt(bytes, bytes.indexOf(0, 5) + 1);
}

function textAt(bytes: Buffer, from: number): string {
  return bytes.toString('utf8', from, bytes.indexOf(0, from));
}

function wordsAt(bytes: Buffer, from: number): string {
  return textAt(bytes, from).slice(0, SAID_MAX);
}

/** Commands in the array form that every client library sends; a push is nobody's answer. */
function redisConversation(): Conversation {
  const asked = wholeReplies();
  const answered = wholeReplies();
  return {
    asks: (bytes) =>
      asked(bytes).map((command) => {
        assert(command[0] === STAR, 'A Redis client sends arrays of strings.');
        return { bytes: command, said: firstWords(command), isAnswered: true };
      }),
    answers: (bytes) =>
      answered(bytes).map((reply) => ({ bytes: reply, isEnd: reply[0] !== '>'.charCodeAt(0) })),
  };
}

const STAR = '*'.charCodeAt(0);
const WORDS = 4;

/** The command and the words after it, whole only where they are short. */
function firstWords(command: Buffer): string {
  const lines = command.toString('latin1').split('\r\n');
  return lines
    .filter((_, place) => place > 0 && place % 2 === 0)
    .slice(0, WORDS)
    .map((word) => word.slice(0, 60))
    .join(' ');
}

function wholeReplies() {
  let rest: Buffer = Buffer.alloc(0);
  return (bytes: Buffer): Buffer[] => {
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    const replies: Buffer[] = [];
    for (let end = endOfReply(rest, 0); end !== null; end = endOfReply(rest, 0)) {
      replies.push(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
    return replies;
  };
}

/** Where the value that begins at `from` ends, nested ones included; null while it is not whole. */
function endOfReply(bytes: Buffer, from: number): number | null {
  const lineEnd = bytes.indexOf('\r\n', from);
  if (lineEnd < 0) return null;
  const next = lineEnd + 2;
  const type = String.fromCharCode(bytes[from] as number);
  const size = Number(bytes.toString('latin1', from + 1, lineEnd));
  if ('$!='.includes(type)) {
    const end = size < 0 ? next : next + size + 2;
    return end <= bytes.length ? end : null;
  }
  if (!'*~>%'.includes(type)) return next;
  let end: number | null = next;
  for (let left = type === '%' ? size * 2 : size; left > 0 && end !== null; left -= 1) {
    end = endOfReply(bytes, end);
  }
  return end;
}
