import { Session } from '@shopify/shopify-api';
import { describe, expect, it } from 'vitest';
import { instant } from '../../domain/kernel/instant.ts';
import type { Sessions } from '../../services/ports/sessions.ts';
import { fromKept, toKept } from './kept-session.ts';
import { openTokens, type Refreshed } from './tokens.server.ts';

const NOW = Date.UTC(2026, 10, 23, 12);
const MINUTE = 60_000;
const SHOP = { programId: 1, shopId: 2, domain: 'fern.myshopify.com' };

function session(token: string, endsAt: number | null, refreshToken: string | null = 'first') {
  return new Session({
    id: `offline_${SHOP.domain}`,
    shop: SHOP.domain,
    state: '',
    isOnline: false,
    scope: 'read_orders',
    accessToken: token,
    ...(endsAt === null ? {} : { expires: new Date(endsAt) }),
    ...(refreshToken === null ? {} : { refreshToken }),
  });
}

/** What a database and a lock among processes amount to. */
function openSessions(first: Session | null) {
  let kept = first === null ? null : toKept(first).text;
  let line: Promise<unknown> = Promise.resolve();
  const loads: string[] = [];
  const sessions: Sessions = {
    findShop: async () => ({ ...SHOP, isInstalled: true }),
    openShop: async () => ({ ...SHOP, isInstalled: true }),
    load: async (_shop, id) => {
      loads.push(id);
      return kept;
    },
    save: async (_shop, { text }) => void (kept = text),
    remove: async () => void (kept = null),
    alone: (_domain, work) => {
      const turn = line.then(work, work);
      line = turn.catch(() => undefined);
      return turn;
    },
  };
  return {
    sessions,
    loads,
    keep: (next: Session | null) => (kept = next === null ? null : toKept(next).text),
    kept: () => (kept === null ? null : fromKept(kept)),
  };
}

function open(first: Session | null, answer: () => Refreshed) {
  const store = openSessions(first);
  const asked: string[] = [];
  let now = NOW;
  const needs = {
    sessions: store.sessions,
    clock: () => instant(now),
    refresh: async (_domain: string, refreshToken: string) => {
      asked.push(refreshToken);
      await new Promise((resolve) => setImmediate(resolve));
      return answer();
    },
  };
  return {
    ...store,
    asked,
    process: () => openTokens(needs),
    moveBy: (ms: number) => void (now += ms),
  };
}

const renewed = (): Refreshed => ({
  outcome: 'refreshed',
  session: session('second token', NOW + 90 * MINUTE, 'second'),
});
const refused = (): Refreshed => ({ outcome: 'refused', detail: 'status 401' });
const failed = (): Refreshed => ({ outcome: 'failed', detail: 'ECONNRESET' });

describe('a shop’s token', () => {
  it('is read once while it is fresh', async () => {
    const { process, loads, asked } = open(session('token', NOW + 30 * MINUTE), renewed);
    const tokens = process();
    expect(await tokens.tokenOf(SHOP)).toBe('token');
    expect(await tokens.tokenOf(SHOP)).toBe('token');
    expect([loads.length, asked]).toEqual([1, []]);
  });

  it('is replaced five minutes before its end, and the new pair is kept', async () => {
    const at = open(session('token', NOW + 6 * MINUTE), renewed);
    const tokens = at.process();
    expect(await tokens.tokenOf(SHOP)).toBe('token');
    at.moveBy(MINUTE);
    expect(await tokens.tokenOf(SHOP)).toBe('second token');
    expect(at.kept()).toMatchObject({ accessToken: 'second token', refreshToken: 'second' });
  });

  it('is refreshed once for twenty callers in two processes', async () => {
    const at = open(session('token', NOW + MINUTE), renewed);
    const [first, second] = [at.process(), at.process()];
    const callers = Array.from({ length: 20 }, (_, place) =>
      (place % 2 === 0 ? first : second).tokenOf(SHOP),
    );
    expect(new Set(await Promise.all(callers))).toEqual(new Set(['second token']));
    expect(at.asked).toEqual(['first']);
  });

  it('serves to its last minute while it cannot be refreshed', async () => {
    const at = open(session('token', NOW + MINUTE), failed);
    const tokens = at.process();
    expect(await tokens.tokenOf(SHOP)).toBe('token');
    at.moveBy(MINUTE);
    await expect(tokens.tokenOf(SHOP)).rejects.toMatchObject({ why: 'try_later' });
    expect(at.kept()).toMatchObject({ refreshToken: 'first' });
  });

  it('cannot be had again once Shopify refuses to refresh it', async () => {
    const at = open(session('token', NOW - 1), refused);
    await expect(at.process().tokenOf(SHOP)).rejects.toMatchObject({ why: 'uninstalled' });
  });

  it('that Shopify refused is read again, as another process may have a newer one', async () => {
    const at = open(session('token', NOW + 30 * MINUTE), renewed);
    const tokens = at.process();
    await tokens.tokenOf(SHOP);
    at.keep(session('token of a second installation', NOW + 30 * MINUTE));
    expect(await tokens.tokenOf(SHOP, 'token')).toBe('token of a second installation');
    expect(at.asked).toEqual([]);
  });

  it('that Shopify refused before its time is refreshed', async () => {
    const at = open(session('token', NOW + 30 * MINUTE), renewed);
    expect(await at.process().tokenOf(SHOP, 'token')).toBe('second token');
  });

  it.each([
    ['there is none', null],
    ['it ended and nothing refreshes it', session('token', NOW - 1, null)],
  ])('cannot be had where %s', async (_why, first) => {
    const tokens = open(first, renewed).process();
    await expect(tokens.tokenOf(SHOP)).rejects.toMatchObject({ why: 'uninstalled' });
  });

  it('that never ends is never refreshed', async () => {
    const at = open(session('token', null, null), renewed);
    expect(await at.process().tokenOf(SHOP)).toBe('token');
  });
});

describe('a session as it is kept', () => {
  it('comes back as it was', () => {
    const before = session('token', NOW);
    expect(fromKept(toKept(before).text)).toEqual(before);
  });

  it.each(['', '{}', 'null', '{"id":1}'])('is none where the text is %j', (text) => {
    expect(fromKept(text)).toBeNull();
  });
});
