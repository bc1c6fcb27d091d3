import { expect, test } from 'vitest';
import { redeemRequest } from '../contracts/buyer-api.ts';
import type { BuyerContext } from '../contracts/buyer-context.ts';
import { answerBuyer, apiGate, proxyGate } from './answer-buyer.ts';

const ASK = { rewardId: 'five', key: 'a-key-of-mine' };
const SERVED = { ok: true, card: null, redemptions: [] } as const;
const ANN = { programId: 1, shopId: 1, domain: 'demo.example', customerId: '8208' };

type Visitor = BuyerContext['visitors']['buyer'];

/** A desk that writes down what it was asked and what went wrong. */
function openDesk(visitor: Visitor = async () => ANN, serve: () => Promise<unknown> = served) {
  const asked: unknown[] = [];
  const bugs: string[] = [];
  const context: BuyerContext = {
    visitors: { proxy: visitor, buyer: visitor },
    buyers: {
      redeem: async (who, ask) => {
        asked.push([who.customerId, ask]);
        return (await serve()) as never;
      },
      takeBack: async () => ({ ok: false, reason: 'busy' }),
      wallet: async () => SERVED,
    },
    reportBug: (error, doing) => bugs.push(`${doing}: ${String(error)}`),
  };
  const answer = (request: Request, gate: typeof apiGate = apiGate) =>
    answerBuyer(request, {
      gate: gate(context),
      method: 'POST',
      schema: redeemRequest,
      serve: (who, ask) => context.buyers.redeem(who, ask, 'checkout'),
    });
  return { asked, bugs, answer };
}

const served = async (): Promise<unknown> => SERVED;

/** As Shopify's library does: it throws its answer. */
const turnAway =
  (status: number): Visitor =>
  async () => {
    throw new Response(null, { status });
  };

function post(body: string, type = 'application/json'): Request {
  const headers = { 'Content-Type': type };
  return new Request('http://127.0.0.1/api/redeem', { method: 'POST', headers, body });
}

test('a member is served, as JSON that nobody keeps and every origin may read', async () => {
  const { answer, asked } = openDesk();
  const response = await answer(post(JSON.stringify(ASK)));
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('application/json');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(await response.json()).toEqual(SERVED);
  expect(asked).toEqual([['8208', ASK]]);
});

test("the theme's answers are for the store alone", async () => {
  const response = await openDesk().answer(post(JSON.stringify(ASK)), proxyGate);
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
  const asking = new Request('http://127.0.0.1/proxy/redeem', { method: 'OPTIONS' });
  expect((await openDesk().answer(asking, proxyGate)).status).toBe(405);
});

test('a browser that asks first is let through before anybody proves who they are', async () => {
  const { answer } = openDesk(turnAway(401));
  const asking = new Request('http://127.0.0.1/api/redeem', { method: 'OPTIONS' });
  const response = await answer(asking);
  expect(response.status).toBe(204);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(response.headers.get('access-control-allow-headers')).toBe('Authorization, Content-Type');
});

test.each([
  ['a guest', async () => ({ ...ANN, customerId: null })],
  ['a foreign token', turnAway(401)],
  ['a signature of yesterday', turnAway(400)],
])('%s is told to sign in, where the page can read it', async (_who, visitor) => {
  const { answer, asked, bugs } = openDesk(visitor);
  const response = await answer(post('not even JSON'));
  expect(response.status).toBe(401);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(await response.json()).toMatchObject({ ok: false, reason: 'not_signed_in' });
  expect([asked, bugs]).toEqual([[], []]);
});

// A body → the status, the field, what is wrong with it.
const BAD: readonly (readonly [string, Request, number, string, string])[] = [
  ['no JSON', post('{'), 400, 'body', 'must be JSON'],
  ['nothing', post(''), 400, 'body', 'must be JSON'],
  ['a form', post('rewardId=five', 'text/plain'), 415, 'Content-Type', 'must be application/json'],
  ['a book', post(`"${'x'.repeat(5000)}"`), 413, 'body', 'must be at most 4096 bytes'],
  ['no key', post('{"rewardId":"five"}'), 400, 'key', 'string'],
  ['a short key', post('{"rewardId":"five","key":"a"}'), 400, 'key', 'must be 8 to 64'],
  ['another customer', post(JSON.stringify({ ...ASK, customerId: '1' })), 400, 'customerId', 'not'],
  ['a list', post('[]'), 400, 'body', 'object'],
];

test.each(BAD)('%s is refused with the field named', async (_what, request, status, field, why) => {
  const { answer, asked } = openDesk();
  const response = await answer(request);
  expect(response.status).toBe(status);
  const reply = (await response.json()) as { fields: { field: string; problem: string }[] };
  expect(reply).toMatchObject({ ok: false, reason: 'malformed', fields: [{ field }] });
  expect(reply.fields[0]?.problem).toContain(why);
  expect(asked).toEqual([]);
});

test('a refusal of the books comes with its status and its numbers in words', async () => {
  const refusal = { ok: false, reason: 'insufficient_points', available: 380, required: 500 };
  const response = await openDesk(undefined, async () => refusal).answer(post(JSON.stringify(ASK)));
  expect(response.status).toBe(409);
  expect(await response.json()).toEqual({
    ok: false,
    reason: 'insufficient_points',
    words: 'You have 380 points; this reward needs 500.',
  });
});

test.each([
  ['in the books', undefined, () => Promise.reject(new Error('at line 12'))],
  ['while asking who it is', () => Promise.reject(new Error('at line 12')), served],
])('a bug %s is logged, and the shopper hears a sentence', async (_where, visitor, serve) => {
  const { answer, bugs } = openDesk(visitor, serve);
  const response = await answer(post(JSON.stringify(ASK)));
  expect(response.status).toBe(500);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  const text = await response.text();
  expect(text).not.toContain('line 12');
  expect(JSON.parse(text)).toMatchObject({ ok: false, reason: 'failed' });
  expect(bugs).toEqual(['POST /api/redeem: Error: at line 12']);
});
