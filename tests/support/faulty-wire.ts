/**
 * What may go wrong between us and a twin's Admin API, one question at a time. Where the twin can
 * do it itself (`/control/faults`), it does; what it has no switch for is done to its answers here.
 */
import type { PlatformAtTwin } from './platform-at-twin.ts';

export const WIRE_FAULTS = [
  'timed out before it took effect',
  'timed out after it took effect',
  'reset before it took effect',
  'reset after it took effect',
  'answered 502 before it took effect',
  'answered 502 after it took effect',
  'answered 429',
  'answered THROTTLED',
  'answered nonsense after it took effect',
  'answered half after it took effect',
] as const;
export type WireFault = (typeof WIRE_FAULTS)[number];

export type Wire = {
  /** The next questions for this field of the root end so. */
  readonly fail: (field: string, fault: WireFault, times: number) => void;
  /** How many of them have ended so. */
  readonly failed: () => number;
  /** All goes well again. */
  readonly mend: () => void;
  /** When the last of them ended, by the twin's clock. */
  readonly failedAt: () => number;
  /** Puts everything back. */
  readonly undo: () => void;
};

/** Shopify waits so long for nobody; nor do we. */
const TIMEOUT_MS = 15_000;

type Armed = { readonly field: string; readonly fault: WireFault; left: number; done: number };

/** Stands between the process and the twin until it is undone. */
export function openWire({ twin }: PlatformAtTwin): Wire {
  const { clock } = twin.rooms.world;
  const faulty = failingAt(twin.rooms);
  const real = globalThis.fetch;
  let armed: Armed | null = null;
  let failedAt = 0;
  let before: Promise<unknown> = Promise.resolve();

  const wired: typeof fetch = async (input, init) => {
    const field = rootFieldOf(init?.body);
    if (!armed || armed.field !== field) return real(input, init);
    // One after the other: a switch that is on for one of them is on for all.
    const turn = before.then(() => askOrFail(field, (signal) => real(input, { ...init, signal })));
    before = turn.catch(() => undefined);
    return turn;
  };

  async function askOrFail(field: string, ask: Asking): Promise<Response> {
    if (!armed || armed.field !== field || armed.left === 0) return ask(null);
    armed.left -= 1;
    armed.done += 1;
    try {
      return await faulty(field, armed.fault, ask);
    } finally {
      failedAt = clock.now();
    }
  }
  globalThis.fetch = wired;
  return {
    fail: (field, fault, times) => {
      armed = { field, fault, left: times, done: 0 };
      failedAt = clock.now();
    },
    failed: () => armed?.done ?? 0,
    mend: () => void (armed = null),
    failedAt: () => failedAt,
    undo: () => void (globalThis.fetch = real),
  };
}

/** Asks so that it fails as it is told to. */
function failingAt({ world, apiFaults: switches }: PlatformAtTwin['twin']['rooms']) {
  /** One question for which the twin's own switch is on. */
  async function switched(change: Partial<typeof switches>, ask: () => Promise<Response>) {
    const before = { ...switches };
    Object.assign(switches, change);
    return ask().finally(() => Object.assign(switches, before));
  }

  /** The twin never answers: our patience is over as soon as it has begun not to. */
  async function hang(
    name: 'timeoutsBefore' | 'timeoutsAfter',
    field: string,
    ask: Asking,
  ): Promise<never> {
    const over = new AbortController();
    let isOver = false;
    const asked = switched({ [name]: 1, only: [field] }, () => ask(over.signal));
    const ended = asked.catch(() => undefined).finally(() => (isOver = true));
    while (switches[name] > 0 && !isOver) await new Promise((resolve) => setImmediate(resolve));
    over.abort();
    await ended;
    world.clock.moveBy(TIMEOUT_MS);
    throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
  }

  return async function faulty(field: string, fault: WireFault, ask: Asking): Promise<Response> {
    const only = [field];
    const once = () => ask(null);
    switch (fault) {
      case 'timed out before it took effect':
        return hang('timeoutsBefore', field, ask);
      case 'timed out after it took effect':
        return hang('timeoutsAfter', field, ask);
      case 'reset before it took effect':
        return switched({ cutsBefore: 1, only }, once);
      case 'reset after it took effect':
        return switched({ cutsAfter: 1, only }, once);
      case 'answered 502 before it took effect':
        return switched({ broken: 1, only }, once);
      case 'answered 429':
        return switched({ tooMany: 1, only }, once);
      case 'answered THROTTLED':
        return json({ errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }] });
      case 'answered 502 after it took effect':
        await once();
        return new Response('<html>Bad gateway</html>', { status: 502 });
      case 'answered nonsense after it took effect':
        await once();
        return json({ data: { [field]: 'what you asked for', created: 7, updated: [] } });
      case 'answered half after it took effect':
        return new Response((await (await once()).text()).slice(0, 20), { headers: JSON_TYPE });
    }
  };
}

type Asking = (signal: AbortSignal | null) => Promise<Response>;

const JSON_TYPE = { 'content-type': 'application/json' };

function json(body: object): Response {
  return new Response(JSON.stringify(body), { headers: JSON_TYPE });
}

/** `discountCodeDelete` of a document that asks for it, whatever it calls it. */
function rootFieldOf(body: unknown): string | null {
  if (typeof body !== 'string' || !body.startsWith('{')) return null;
  const { query } = JSON.parse(body) as { query?: string };
  return /\{\s*(?:\w+:\s*)?(\w+)/.exec(query ?? '')?.[1] ?? null;
}
