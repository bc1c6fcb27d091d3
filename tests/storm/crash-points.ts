/**
 * The points at which a process can die: before each thing it says to PostgreSQL, the queue or
 * Shopify, and after each that stands once it was said. Dying here is what a kill -9 is to
 * everybody else: all its connections are cut at one instant, and none is ever taken again.
 */
import { startTcpProxy, type Message, type TcpProxy } from '../support/tcp-proxy.ts';

export type Side = 'before' | 'after';

/** One thing a process said. */
export type Point = {
  readonly number: number;
  readonly said: string;
  /** Whether its effect stands as soon as it was answered: no statement inside a transaction. */
  readonly isLasting: boolean;
};

export type Death = { readonly at: number; readonly side: Side };

export type Watched = {
  readonly databaseUrl: string;
  readonly queueUrl: string;
  /** How much was said on its connections since it was started. */
  readonly heard: () => number;
  /** What was said since `begin`. */
  readonly points: readonly Point[];
  /** Numbers what is said from now on; the process dies there, or never. */
  readonly begin: (death: Death | null) => void;
  /** The same for what is said without a connection; throws where the process is dead. */
  readonly say: <T>(words: string, work: () => Promise<T>) => Promise<T>;
  readonly isDead: () => boolean;
  /** Resolves when it dies. */
  readonly dead: Promise<void>;
  readonly close: () => Promise<void>;
};

export class Killed extends Error {
  override name = 'Killed';
}

/** Addresses for one process that is to die. */
export async function watchProcess(urls: {
  readonly databaseUrl: string;
  readonly queueUrl: string;
}): Promise<Watched> {
  const sql = await startTcpProxy(urls.databaseUrl);
  const jobs = await startTcpProxy(urls.queueUrl);
  const proxies = [sql, jobs];
  let onDeath = (): void => undefined;
  const dead = new Promise<void>((resolve) => (onDeath = resolve));
  const points: Point[] = [];
  let plan: Death | null | undefined;
  let isDead = false;

  function die(): void {
    isDead = true;
    for (const proxy of proxies) {
      proxy.refuse(true);
      proxy.cutAll();
    }
    onDeath();
  }

  /** Answers whether it goes on. */
  function passes(side: Side, point: Point | undefined): boolean {
    if (!isDead && point && plan?.at === point.number && plan.side === side) die();
    return !isDead;
  }

  function note(said: string, isLasting: boolean): Point | undefined {
    if (plan === undefined || isDead) return undefined;
    const point = { number: points.length + 1, said, isLasting };
    points.push(point);
    return point;
  }

  for (const proxy of proxies) watch(proxy, note, passes);
  return {
    databaseUrl: sql.url,
    queueUrl: jobs.url,
    heard: () => sql.count() + jobs.count(),
    points,
    begin: (given) => void (plan = given),
    say: async (words, work) => {
      const point = note(words, true);
      if (!passes('before', point)) throw new Killed(words);
      const answer = await work();
      if (!passes('after', point)) throw new Killed(words);
      return answer;
    },
    isDead: () => isDead,
    dead,
    close: async () => void (await Promise.all(proxies.map((proxy) => proxy.close()))),
  };
}

/** How a worker waits for work: it may be said once more or once less, and does nothing. */
const WAITS = /^bzpopmin /;

function watch(
  proxy: TcpProxy,
  note: (said: string, isLasting: boolean) => Point | undefined,
  passes: (side: Side, point: Point | undefined) => boolean,
): void {
  const points = new WeakMap<Message, Point>();
  const inTransaction = new Set<number>();
  proxy.watch({
    before: (message) => {
      const { said, connection } = message;
      if (/^\s*begin\b/i.test(said)) inTransaction.add(connection);
      const ends = /^\s*(commit|rollback)\b/i.test(said);
      if (ends) inTransaction.delete(connection);
      const point = WAITS.test(said) ? undefined : note(said, !inTransaction.has(connection));
      if (point) points.set(message, point);
      return passes('before', point) ? undefined : 'cut';
    },
    after: (message) => (passes('after', points.get(message)) ? undefined : 'cut'),
  });
}

/** About so many of them: half where what was said last stands, half where it does not. */
export function sampleOf(deaths: readonly Death[], points: readonly Point[], about: number) {
  const lasting = new Set(points.filter((point) => point.isLasting).map(({ number }) => number));
  const evenly = (some: readonly Death[]): Death[] => {
    const step = Math.max(1, Math.ceil((2 * some.length) / about));
    return some.filter((_, place) => place % step === Math.floor(step / 2));
  };
  return [
    ...evenly(deaths.filter(({ at }) => lasting.has(at))),
    ...evenly(deaths.filter(({ at }) => !lasting.has(at))),
  ];
}

/** Every death there is: before each of the points, and after each that lasts. */
export function deathsAt(points: readonly Point[]): Death[] {
  return points.flatMap(({ number, isLasting }) => [
    { at: number, side: 'before' as const },
    ...(isLasting ? [{ at: number, side: 'after' as const }] : []),
  ]);
}
