/**
 * Stands between processes and their PostgreSQL or Redis. It numbers what they ask, over all
 * connections; it can hold it, slow it down, cut the connections, let nobody in, and call back
 * before a message is passed on and after it was answered, before the answer reaches the client.
 */
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './ports.ts';
import { type Asked, conversation, type Protocol, wantsEncryption } from './tcp-proxy-messages.ts';

/** A statement or a command on its way. */
export type Message = {
  /** From 1, in the order in which they are passed on, whatever their connection. */
  readonly number: number;
  /** From 1, in the order in which clients came. */
  readonly connection: number;
  /** SQL, or the command's first words; cut short. */
  readonly said: string;
};

/** `cut` ends the connection: the message, or its answer, is not passed on. */
export type Verdict = 'cut' | void;
type Look = (message: Message) => Verdict | Promise<Verdict>;

/** What to call; the message waits for what it answers, and so does all behind it. */
export type Watcher = { readonly before?: Look; readonly after?: Look };

export type TcpProxy = {
  readonly port: number;
  /** The address of the service, by way of the proxy. */
  readonly url: string;
  /** Statements or commands passed on so far. */
  readonly count: () => number;
  /** Holds back whatever clients send from now on, until `release`. */
  readonly hold: () => void;
  readonly release: () => void;
  /** Each message is passed on so many ms later. */
  readonly delay: (ms: number) => void;
  /** Cuts every connection as it is, in the middle of whatever; answers how many there were. */
  readonly cutAll: () => number;
  /** Whether clients that come are shut out: their connection ends as soon as it is made. */
  readonly refuse: (isShut: boolean) => void;
  /** One watcher at a time; null ends it. */
  readonly watch: (watcher: Watcher | null) => void;
  readonly close: () => Promise<void>;
};

/** What the connections of one proxy share. */
type Switches = {
  readonly protocol: Protocol;
  readonly target: { readonly host: string; readonly port: number };
  count: number;
  connections: number;
  isHeld: boolean;
  isShut: boolean;
  delayMs: number;
  watcher: Watcher | null;
  readonly pairs: Set<Pair>;
};

type Pair = { readonly client: Socket; readonly cut: () => void };

/**
 * Listens on a free loopback port for clients of a service at `url`, a `postgres:` or `redis:`
 * address without encryption. An address with credentials keeps them.
 */
export async function startTcpProxy(url: string): Promise<TcpProxy> {
  const address = new URL(url);
  const switches: Switches = {
    protocol: address.protocol.startsWith('redis') ? 'redis' : 'postgres',
    target: { host: address.hostname, port: Number(address.port) },
    ...{ count: 0, connections: 0, isHeld: false, isShut: false, delayMs: 0 },
    ...{ watcher: null, pairs: new Set<Pair>() },
  };
  const port = await freePort();
  const server = await listen(port, (client) => {
    if (switches.isShut) client.resetAndDestroy();
    else join(client, switches);
  });
  address.port = String(port);
  const hold = (isHeld: boolean): void => {
    switches.isHeld = isHeld;
    for (const { client } of switches.pairs) {
      if (isHeld) client.pause();
      else client.resume();
    }
  };
  const cutAll = (): number => {
    const pairs = [...switches.pairs];
    for (const { cut } of pairs) cut();
    return pairs.length;
  };
  return {
    port,
    url: address.href,
    count: () => switches.count,
    hold: () => hold(true),
    release: () => hold(false),
    delay: (ms) => void (switches.delayMs = ms),
    cutAll,
    refuse: (isShut) => void (switches.isShut = isShut),
    watch: (watcher) => void (switches.watcher = watcher),
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      cutAll();
      await closed;
    },
  };
}

function listen(port: number, onClient: (client: Socket) => void): Promise<Server> {
  const server = createServer({ noDelay: true }, onClient);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

/** Makes the connection to the service and passes on between the two, each way in its order. */
function join(client: Socket, switches: Switches): void {
  const target = connect({ ...switches.target, noDelay: true });
  const pair: Pair = {
    client,
    cut: () => {
      switches.pairs.delete(pair);
      for (const socket of [client, target]) if (!socket.destroyed) socket.resetAndDestroy();
    },
  };
  switches.pairs.add(pair);
  switches.connections += 1;
  const connection = switches.connections;
  const said = conversation(switches.protocol);
  const passed: (Message | null)[] = [];
  const toTarget = inOrder((ask: Asked) => passAsk(ask));
  const toClient = inOrder(passAnswers);

  async function passAsk(ask: Asked): Promise<void> {
    if (client.destroyed) return;
    if (wantsEncryption(ask)) return void client.write('N');
    if (ask.said === null) return pass(ask, null);
    if (switches.delayMs > 0) await sleep(switches.delayMs);
    switches.count += 1;
    const message = { number: switches.count, connection, said: ask.said };
    const verdict = await switches.watcher?.before?.(message);
    if (verdict === 'cut') pair.cut();
    else pass(ask, message);
  }

  function pass({ bytes, isAnswered }: Asked, message: Message | null): void {
    if (isAnswered) passed.push(message);
    if (!target.destroyed) target.write(bytes);
  }

  async function passAnswers(bytes: Buffer): Promise<void> {
    for (const answer of said.answers(bytes)) {
      held.push(answer.bytes);
      if (!answer.isEnd) continue;
      const message = passed.shift();
      if (message && (await switches.watcher?.after?.(message)) === 'cut') return pair.cut();
      letGo();
    }
    // Only a watcher must see an answer before any of it is passed on.
    const isWatched = switches.watcher?.after !== undefined && Boolean(passed[0]);
    if (!isWatched) letGo();
  }

  const held: Buffer[] = [];
  function letGo(): void {
    for (const bytes of held.splice(0)) if (!client.destroyed) client.write(bytes);
  }

  client.on('data', (bytes) => {
    for (const ask of said.asks(bytes)) toTarget(ask);
  });
  target.on('data', toClient);
  for (const [socket, other] of [[client, target] as const, [target, client] as const]) {
    socket.on('error', () => pair.cut());
    socket.on('close', () => {
      other.destroy();
      switches.pairs.delete(pair);
    });
  }
  if (switches.isHeld) client.pause();
}

/** Does the work for one after another, in the order in which they came. */
function inOrder<T>(work: (one: T) => Promise<void>): (one: T) => void {
  let last = Promise.resolve();
  return (one) => {
    last = last.then(() => work(one));
  };
}
