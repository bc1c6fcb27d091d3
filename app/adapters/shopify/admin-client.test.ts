import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ShopifyUnavailable } from '../../services/ports/shopify.ts';
import { openAdminClient } from './admin-client.server.ts';
import type { Effect, Operation } from './operation.ts';

const SHOP = { programId: 1, shopId: 2, domain: 'fern.myshopify.com' };
const answer = z.object({ shop: z.object({ name: z.string() }) });

function operation(effect: Effect): Operation<typeof answer> {
  const document = /* GraphQL */ `
    query Name {
      shop {
        name
      }
    }
  `;
  return { name: 'Name', effect, cost: 10, answer, document };
}

type Reply = Response | Error | ((init: RequestInit) => Response);

const cost = (currentlyAvailable = 1_000, requestedQueryCost = 7) => ({
  cost: {
    requestedQueryCost,
    actualQueryCost: 1,
    throttleStatus: { maximumAvailable: 2_000, currentlyAvailable, restoreRate: 100 },
  },
});

const json = (body: unknown, status = 200, headers = {}) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });

const good = () => json({ data: { shop: { name: 'Fern' } }, extensions: cost() });
const errors = (code: string, extensions: unknown = cost()) =>
  json({ errors: [{ message: 'No.', extensions: { code } }], extensions });
const broken = (code: string) => new TypeError('fetch failed', { cause: { code } });

/** A client whose Shopify says what it is told to, in turn. */
function open(...replies: Reply[]) {
  const requests: { url: string; init: RequestInit }[] = [];
  const pauses: number[] = [];
  const refused: (string | undefined)[] = [];
  let now = 0;
  const fetch = async (url: unknown, init: RequestInit = {}) => {
    requests.push({ url: String(url), init });
    const reply = replies.shift() ?? new Error('Nobody expected this request.');
    if (reply instanceof Error) throw reply;
    return typeof reply === 'function' ? reply(init) : reply;
  };
  const ask = openAdminClient({
    tokens: {
      tokenOf: async (_shop, token) => {
        refused.push(token);
        return token === undefined ? 'first' : 'second';
      },
    },
    fetch,
    now: () => now,
    later: (_ms, call) => void setImmediate(call),
    pause: async (ms) => {
      pauses.push(ms);
      now += ms;
    },
  });
  const send = (effect: Effect = 'read') =>
    ask({ shop: SHOP, lane: 'pool' }, operation(effect), {});
  return { send, requests, pauses, refused };
}

describe('a request to the Admin API', () => {
  it('goes to the shop in the one version we speak, with its token', async () => {
    const { send, requests } = open(good());
    expect(await send()).toEqual({ shop: { name: 'Fern' } });
    const [{ url = '', init = {} } = {}] = requests;
    expect(url).toBe('https://fern.myshopify.com/admin/api/2026-07/graphql.json');
    expect(new Headers(init.headers).get('x-shopify-access-token')).toBe('first');
  });

  it('waits and asks again where the budget is spent', async () => {
    const { send, pauses } = open(errors('THROTTLED', cost(0, 300)), good());
    expect(await send('once')).toEqual({ shop: { name: 'Fern' } });
    // 300 points, and the 5 % of 2,000 that its lane leaves, at 100 a second.
    expect(pauses).toEqual([4_000]);
  });

  it('waits as long as Shopify says where it answers 429', async () => {
    const { send, pauses } = open(json({}, 429, { 'retry-after': '2' }), json({}, 429), good());
    await send();
    expect(pauses).toEqual([2_000, 250]);
  });

  it('is given up after a dozen refusals for the budget’s sake', async () => {
    const { send } = open(...Array.from({ length: 13 }, () => errors('THROTTLED')));
    await expect(send('once')).rejects.toMatchObject({ why: 'try_later' });
  });

  it('takes another token where the first is refused, once', async () => {
    const { send, refused } = open(json({}, 401), good());
    await send('once');
    expect(refused).toEqual([undefined, 'first']);
    const twice = open(json({}, 401), json({}, 401));
    await expect(twice.send()).rejects.toMatchObject({ why: 'uninstalled' });
  });

  it.each([
    [404, 'uninstalled'],
    [402, 'try_later'],
    [403, 'try_later'],
    [423, 'try_later'],
    [400, 'try_later'],
  ])('answered %i is not asked again: %s', async (status, why) => {
    const { send, requests } = open(json({}, status));
    await expect(send()).rejects.toMatchObject({ why });
    expect(requests).toHaveLength(1);
  });

  it('that the app may not make says what is missing', async () => {
    const { send } = open(errors('ACCESS_DENIED'));
    await expect(send()).rejects.toThrow('ACCESS_DENIED: No.');
  });
});

const FAILURES: readonly [string, () => Reply][] = [
  ['502', () => json({ errors: 'Bad gateway' }, 502)],
  ['503 with a page', () => new Response('<html>', { status: 503 })],
  ['an error inside of Shopify', () => errors('INTERNAL_SERVER_ERROR')],
  ['a connection that broke', () => broken('ECONNRESET')],
  ['no answer in time', () => new DOMException('late', 'TimeoutError')],
  ['half an answer', () => new Response('{"data":', { status: 200 })],
];

describe('where nobody answers', () => {
  it.each(FAILURES)('a read is asked again: %s', async (_what, failure) => {
    const { send, pauses } = open(failure(), failure(), good());
    expect(await send('read')).toEqual({ shop: { name: 'Fern' } });
    expect(pauses).toEqual([250, 500]);
  });

  it.each(FAILURES)('a write is not, and its outcome is unknown: %s', async (_what, failure) => {
    const { send, requests } = open(failure());
    await expect(send('once')).rejects.toMatchObject({ why: 'unknown_outcome' });
    expect(requests).toHaveLength(1);
  });

  it.each(FAILURES)('a write that does no harm twice is: %s', async (_what, failure) => {
    const { send } = open(failure(), good());
    expect(await send('repeatable')).toEqual({ shop: { name: 'Fern' } });
  });

  it('four times, a read is given up and a write’s outcome stays unknown', async () => {
    const [, failure] = FAILURES[0] ?? ['', good];
    const four = () => open(failure(), failure(), failure(), failure());
    await expect(four().send('read')).rejects.toMatchObject({ why: 'try_later' });
    await expect(four().send('repeatable')).rejects.toMatchObject({ why: 'unknown_outcome' });
  });

  it('because nobody was reached, even a write is sent again', async () => {
    const { send } = open(broken('ECONNREFUSED'), good());
    expect(await send('once')).toEqual({ shop: { name: 'Fern' } });
    const never = open(...Array.from({ length: 4 }, () => broken('ENOTFOUND')));
    await expect(never.send('once')).rejects.toMatchObject({ why: 'try_later' });
  });
});

describe('an answer of another shape', () => {
  const odd = () => json({ data: { shop: { name: 'secret words', title: 1 } } });
  const wrong = () => json({ data: { shop: { name: 7 } }, extensions: { cost: 'dear' } });

  it('is refused at the edge, by its place and without its content', async () => {
    await expect(open(wrong()).send('read')).rejects.toThrow(
      "Name: the answer cannot be read at 'shop.name'",
    );
    await expect(open(wrong()).send('once')).rejects.toMatchObject({ why: 'unknown_outcome' });
    expect(await open(odd()).send()).toEqual({ shop: { name: 'secret words' } });
  });

  it('tells nobody what was asked or answered', async () => {
    const { send } = open(json({ errors: 'x', secret: 'shh' }, 500), json({ secret: 'shh' }, 400));
    const error = await send('read').catch((thrown: unknown) => thrown as ShopifyUnavailable);
    expect(error).toBeInstanceOf(ShopifyUnavailable);
    expect(JSON.stringify([error, (error as Error).message])).not.toContain('shh');
  });
});
