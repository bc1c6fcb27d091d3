import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { freshRedis, queueBackends, type TestService } from '../support/redis.ts';
import { type Message, startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { type Asked, conversation, type Protocol } from '../support/tcp-proxy-messages.ts';

/** A PostgreSQL client's message: its type (none for the first one), its length, its content. */
function message(type: string, content: string): Buffer {
  const body = Buffer.from(content);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
}

const STARTUP = message('', '\0\x03\0\0user\0laurel_app\0\0');
const PREPARED = [
  message('P', 'ingest\0SELECT E\0\0\0'),
  message('B', '\0ingest\0QQQQ'),
  message('D', 'P\0'),
  message('E', '\0\0\0\0\0'),
  message('S', ''),
];
const AGAIN = PREPARED.slice(1);

function command(...words: string[]): Buffer {
  const strings = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  return Buffer.from(`*${words.length}\r\n${strings.join('')}`);
}

function askedInPieces(protocol: Protocol, bytes: Buffer, cuts: readonly number[]): Asked[] {
  const { asks } = conversation(protocol);
  const places = [...cuts.map((cut) => cut % bytes.length), 0, bytes.length].sort((a, b) => a - b);
  return places.flatMap((from, place) => asks(bytes.subarray(from, places[place + 1])));
}

describe('what is said, wherever the network cuts it', () => {
  it.each([
    [
      'postgres' as const,
      [STARTUP, message('p', 'Q E secret'), message('Q', 'BEGIN\0'), ...PREPARED, ...AGAIN],
      ['BEGIN', 'SELECT E', 'SELECT E'],
    ],
    [
      'redis' as const,
      [command('HELLO', '3'), command('EVALSHA', 'ü*3\r\n$2', '0', ''), command('PING')],
      ['HELLO 3', expect.stringContaining('EVALSHA'), 'PING'],
    ],
  ])('is cut into the same messages of %s', (protocol, parts, said) => {
    const bytes = Buffer.concat(parts);
    fc.assert(
      fc.property(fc.array(fc.nat()), (cuts) => {
        const asked = askedInPieces(protocol, bytes, cuts);
        expect(asked.flatMap((ask) => ask.said ?? [])).toEqual(said);
        expect(Buffer.concat(asked.map((ask) => ask.bytes))).toEqual(bytes);
      }),
    );
  });

  it('is answered as often as it was asked, pushes and nested values apart', () => {
    const replies = [
      '+OK\r\n',
      '>2\r\n+a\r\n:1\r\n',
      '*2\r\n$1\r\nx\r\n*-1\r\n',
      '$-1\r\n',
      '_\r\n',
    ];
    const bytes = Buffer.from(replies.join(''));
    fc.assert(
      fc.property(fc.array(fc.nat()), (cuts) => {
        const { answers } = conversation('redis');
        const places = [...cuts.map((cut) => cut % bytes.length), 0, bytes.length];
        places.sort((a, b) => a - b);
        const heard = places.flatMap((from, at) => answers(bytes.subarray(from, places[at + 1])));
        expect(heard.map((answer) => answer.bytes.toString())).toEqual(replies);
        expect(heard.filter((answer) => answer.isEnd)).toHaveLength(4);
      }),
    );
  });
});

describe('between a process and PostgreSQL', () => {
  let database: TestDatabase;
  let proxy: TcpProxy;
  let client: pg.Client;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    proxy = await startTcpProxy(database.ownerUrl);
    client = await signedIn();
    await client.query('CREATE TABLE IF NOT EXISTS marks (mark text)');
    await client.query('DELETE FROM marks');
  });
  afterEach(async () => {
    await client.end().catch(() => undefined);
    await proxy.close();
  });

  async function signedIn(): Promise<pg.Client> {
    const one = new pg.Client(proxy.url);
    one.on('error', () => undefined);
    await one.connect();
    return one;
  }

  const mark = (name: string) => client.query('INSERT INTO marks VALUES ($1)', [name]);

  /** What stands there, seen past the proxy. */
  async function marks(): Promise<string[]> {
    const direct = new pg.Client(database.ownerUrl);
    await direct.connect();
    const { rows } = await direct.query<{ mark: string }>('SELECT mark FROM marks ORDER BY mark');
    await direct.end();
    return rows.map((row) => row.mark);
  }

  it('every statement is numbered and known by its words, prepared or not', async () => {
    const seen: Message[] = [];
    const from = proxy.count();
    proxy.watch({ before: (one) => void seen.push(one) });
    await client.query('SELECT 1');
    await client.query({ name: 'two', text: 'SELECT $1::int', values: [1] });
    await client.query({ name: 'two', text: 'SELECT $1::int', values: [2] });
    expect(seen).toEqual([
      { number: from + 1, connection: 1, said: 'SELECT 1' },
      { number: from + 2, connection: 1, said: 'SELECT $1::int' },
      { number: from + 3, connection: 1, said: 'SELECT $1::int' },
    ]);
    expect(proxy.count()).toBe(from + 3);
  });

  it('a cut before a statement leaves nothing of it; after its answer, all of it', async () => {
    proxy.watch({ before: () => 'cut' });
    await expect(mark('before')).rejects.toThrow();
    client = await (proxy.watch(null), signedIn());
    proxy.watch({ after: () => 'cut' });
    await expect(mark('after')).rejects.toThrow();
    expect(await marks()).toEqual(['after']);
  });

  it('an answer is seen, whole, before the client has any of it', async () => {
    let told = 0;
    proxy.watch({
      after: async () => {
        await new Promise((resolve) => setImmediate(resolve));
        told += 1;
      },
    });
    for (let place = 1; place <= 3; place += 1) {
      const { rows } = await client.query('SELECT generate_series(1, 5000)');
      expect({ told, rows: rows.length }).toEqual({ told: place, rows: 5_000 });
    }
  });

  it('all can be cut in the middle, and who comes is shut out until let in again', async () => {
    const slow = client.query('SELECT pg_sleep(30)').catch((error: unknown) => error);
    await expect.poll(() => proxy.count()).toBeGreaterThan(2);
    proxy.refuse(true);
    expect(proxy.cutAll()).toBe(1);
    expect(await slow).toBeInstanceOf(Error);
    await expect(signedIn()).rejects.toThrow();
    proxy.refuse(false);
    client = await signedIn();
    await mark('again');
    expect(await marks()).toEqual(['again']);
  });

  it('a client that asks for encryption is told that there is none', async () => {
    const socket: Socket = connect(proxy.port, '127.0.0.1');
    const asking = Buffer.alloc(8);
    asking.writeUInt32BE(8);
    asking.writeUInt32BE(80_877_103, 4);
    socket.write(asking);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(answer.toString()).toBe('N');
  });
});

const REDIS = queueBackends().filter((backend) => backend === 'redis');

describe.each(REDIS)('between a process and %s', () => {
  let redis: TestService;
  let proxy: TcpProxy;
  let client: Redis;
  beforeAll(async () => {
    redis = await freshRedis();
  });
  afterAll(() => redis.stop());
  beforeEach(async () => {
    proxy = await startTcpProxy(redis.url);
    client = new Redis(proxy.url, { enableReadyCheck: false, retryStrategy: () => null });
    client.on('error', () => undefined);
    await client.ping();
  });
  afterEach(async () => {
    client.disconnect();
    await proxy.close();
  });

  it('every command is numbered, also of a pipeline', async () => {
    const seen: string[] = [];
    proxy.watch({ before: ({ said }) => void seen.push(said) });
    await client.pipeline().set('a', '1').get('a').exec();
    expect(seen).toEqual(['set a 1', 'get a']);
  });

  it('what is slowed down is answered in its order all the same', async () => {
    proxy.delay(2);
    const answers = await client.pipeline().set('b', '1').incr('b').incr('b').exec();
    expect(answers?.map(([, answer]) => answer)).toEqual(['OK', 2, 3]);
  });

  it('a cut before a command leaves nothing of it; after its answer, all of it', async () => {
    await client.set('place', 'nowhere');
    proxy.watch({ after: ({ said }) => (said.includes('after') ? 'cut' : undefined) });
    await expect(client.set('place', 'after')).rejects.toThrow();
    client = new Redis(proxy.url, { retryStrategy: () => null });
    client.on('error', () => undefined);
    expect(await client.get('place')).toBe('after');
    proxy.watch({ before: ({ said }) => (said.includes('before') ? 'cut' : undefined) });
    await expect(client.set('place', 'before')).rejects.toThrow();
    client = new Redis(proxy.url);
    expect(await client.get('place')).toBe('after');
  });

  it('what is held back is passed on and counted once it is released', async () => {
    const before = proxy.count();
    proxy.hold();
    let isAnswered = false;
    const answer = client.ping().then(() => (isAnswered = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect({ isAnswered, count: proxy.count() }).toEqual({ isAnswered: false, count: before });
    proxy.release();
    await answer;
    expect(proxy.count()).toBe(before + 1);
  });
});
