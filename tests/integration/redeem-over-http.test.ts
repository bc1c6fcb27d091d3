/** Many redemptions at once, over HTTP, at several web processes over one database. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RedeemReply, RefusalReply } from '../../app/contracts/buyer-api.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import { assertBooksBalance } from '../support/books.ts';
import {
  type Answered,
  asExtension,
  asTheme,
  type BuyersAtWeb,
  proxied,
  send,
  startBuyersAtWeb,
} from '../support/buyers-at-web.ts';
import { seenRefund } from '../support/drain-shop.ts';
import { admitted, earn, usingOrder } from '../support/redeem-shop.ts';
import { orderBody } from '../support/shopify-samples.ts';
import { signedHeaders } from '../support/webhooks.ts';

const CROWD = 64;
/** One process lets a member try twenty times at once: so many take the whole crowd. */
const WEBS = 4;
const REWARD = 'amount-off-5';

let at: BuyersAtWeb;

beforeAll(async () => {
  at = await startBuyersAtWeb(WEBS);
  await at.shop.fillPool(4 * CROWD);
  await at.other.fillPool(CROWD);
});
afterEach(() => assertBooksBalance(at.database.ownerUrl));
afterAll(() => at.stop());

/** One of the crowd: every second one is an extension, the others are the theme. */
async function redeem(place: number, customerId: string, ask: { key: string; rewardId?: string }) {
  const who = { shop: at.shop, customerId };
  const body = { rewardId: REWARD, ...ask };
  const web = at.webs[place % WEBS]?.url ?? '';
  return place % 8 < WEBS
    ? send(`${web}/api/redeem`, await asExtension(who, body))
    : send(`${web}${proxied('/redeem', who)}`, asTheme(body));
}

const all = <T>(work: (place: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: CROWD }, (_, place) => work(place)));

const reply = (answer: Answered | null) =>
  JSON.parse(answer?.text ?? 'null') as RedeemReply | RefusalReply;

const outcome = (answer: Answered | null) => {
  const said = reply(answer);
  return `${answer?.status} ${said.ok ? 'ok' : said.reason}`;
};

function tally(answers: readonly (Answered | null)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[outcome(answer)] = (counts[outcome(answer)] ?? 0) + 1;
  return counts;
}

const taken = (customerId: string) =>
  at.shop.rows<{ code: string; status: string }>(
    `SELECT r.code, r.status FROM redemptions r JOIN members m USING (program_id, member_id)
     WHERE m.customer_id = $1 AND m.program_id = $2`,
    [customerId, at.shop.programId],
  );

describe('sixty-four requests at once', () => {
  it('with points for one give one reward and sixty-three refusals', async () => {
    await earn(at.shop, 500, '8201');
    const answers = await all((place) => redeem(place, '8201', { key: `tab-0000-${place}` }));
    expect(tally(answers)).toEqual({ '200 ok': 1, '409 insufficient_points': CROWD - 1 });
    expect(await taken('8201')).toHaveLength(1);
  });

  it('of one key are one reward, and all are told the same to the byte', async () => {
    await earn(at.shop, 5_000, '8202');
    const answers = await all((place) => redeem(place, '8202', { key: 'the-one-tap' }));
    expect(new Set(answers.map((answer) => answer?.text))).toEqual(new Set([answers[0]?.text]));
    expect(tally(answers)).toEqual({ '200 ok': CROWD });
    expect(await taken('8202')).toHaveLength(1);
  });

  it('of one key and two rewards are one of the two, and the other is refused', async () => {
    await earn(at.shop, 5_000, '8203');
    await at.shop.fillPool(CROWD, { rewardId: 'free-shipping', fingerprint: 'free-shipping' });
    const rewardOf = (place: number) => (place < CROWD / 2 ? REWARD : 'free-shipping');
    const answers = await all((place) =>
      redeem(place, '8203', { key: 'two-minds', rewardId: rewardOf(place) }),
    );
    expect(tally(answers)).toEqual({ '200 ok': CROWD / 2, '409 key_reused': CROWD / 2 });
    expect(await taken('8203')).toHaveLength(1);
  });

  it('of three members beside the drain of their orders and refunds are all exact', async () => {
    const members = ['8211', '8212', '8213'];
    for (const customerId of members) await earn(at.shop, 4_000, customerId);
    const shop = at.shop.at(instant(Date.now()));
    const drains: Promise<void>[] = [];
    const answers = await Promise.all(
      Array.from({ length: 18 }, async (_, place) => {
        const customerId = members[place % 3] ?? '';
        const answer = await redeem(place, customerId, { key: `beside-${place}` });
        const said = reply(answer);
        if (!said.ok) return answer;
        const used = usingOrder(`b${place}`, said.redemption.code, { customerId });
        await at.shop.feed([seenRefund(`b${place}`), used]);
        drains.push(shop.drain());
        return answer;
      }),
    );
    await Promise.all(drains);
    await at.shop.at(instant(Date.now())).drain();
    expect(tally(answers)).toEqual({ '200 ok': 18 });
    for (const customerId of members) {
      expect((await taken(customerId)).map(({ status }) => status)).toEqual(
        Array(6).fill('settled'),
      );
    }
  });
});

describe('a request that was captured and is sent again within its lifetime', () => {
  const ways: readonly [string, (body: object) => Promise<readonly [string, RequestInit]>][] = [
    [
      'with an extension’s token',
      async (body) => [
        '/api/redeem',
        await asExtension({ shop: at.shop, customerId: '8241' }, body),
      ],
    ],
    [
      'with the signature of the app proxy',
      async (body) => [proxied('/redeem', { shop: at.shop, customerId: '8242' }), asTheme(body)],
    ],
  ];
  it.each(ways)(
    'moves nothing and is answered alike, and no other body passes for it, %s',
    async (_way, ask) => {
      const url = at.webs[0]?.url ?? '';
      const key = 'captured-once';
      const [path, init] = await ask({ rewardId: REWARD, key });
      const customerId = path.startsWith('/api') ? '8241' : '8242';
      await earn(at.shop, 5_000, customerId);
      const first = await send(url + path, init);
      expect(outcome(first)).toBe('200 ok');
      for (let time = 0; time < 3; time += 1) expect(await send(url + path, init)).toEqual(first);
      const body = (said: object) => ({ ...init, body: JSON.stringify(said) });
      const others = [
        body({ rewardId: 'free-shipping', key }),
        body({ rewardId: REWARD, key, customerId: '8202' }),
      ];
      const answers = await Promise.all(others.map((other) => send(url + path, other)));
      expect(answers.map(outcome)).toEqual(['409 key_reused', '400 malformed']);
      expect(await taken(customerId)).toHaveLength(1);
    },
  );
});

describe('twenty taps of one member whose books are held up', () => {
  it('keep neither a webhook nor another shopper waiting', async () => {
    for (const customerId of ['8231', '8232']) await earn(at.shop, 600, customerId);
    const url = at.webs[0]?.url ?? '';
    const tap = async (customerId: string, place: number) => {
      const who = { shop: at.shop, customerId };
      const body = { rewardId: REWARD, key: `held-up-${place}` };
      return send(`${url}/api/redeem`, await asExtension(who, body));
    };
    const told = () => {
      const body = orderBody('4711');
      const headers = signedHeaders({ body, shop: at.shop.domain });
      return send(`${url}/webhooks`, { method: 'POST', headers, body: new Uint8Array(body) });
    };
    const { others, taps } = await connected(at.database.adminUrl, async (owner) => {
      await owner.query('BEGIN');
      await owner.query(`SELECT FROM members WHERE customer_id = '8231' FOR UPDATE`);
      const taps = Array.from({ length: 20 }, (_, place) => tap('8231', place));
      const waiting = `SELECT FROM pg_stat_activity
                       WHERE wait_event_type = 'Lock' AND datname = current_database()`;
      await expect.poll(async () => (await owner.query(waiting)).rowCount).toBeGreaterThan(0);
      const others = await Promise.all([told(), tap('8232', 0)]);
      await owner.query('COMMIT');
      return { others, taps };
    });
    expect(others.map((answer) => answer?.status)).toEqual([200, 200]);
    expect(tally(await Promise.all(taps))).toEqual({
      '200 ok': 1,
      '409 insufficient_points': 19,
    });
  });
});

describe('a shopper of another program', () => {
  it('neither sees nor touches what is not theirs, under the same number', async () => {
    await earn(at.shop, 600, '8221');
    const held = admitted(await at.shop.at(instant(Date.now())).redeem({ customerId: '8221' }));
    const { code } = held.redemption;
    await earn(at.other, 100, '8221');
    const who = { shop: at.other, customerId: '8221' };
    const url = at.webs[0]?.url ?? '';
    const back = await send(`${url}/api/take-back`, await asExtension(who, { code }));
    expect(outcome(back)).toBe('404 unknown_redemption');
    const same = await send(`${url}${proxied('/take-back', who)}`, asTheme({ code }));
    expect(outcome(same)).toBe('404 unknown_redemption');
    const { headers } = await asExtension(who, null);
    const wallet = await send(`${url}/api/wallet`, headers ? { headers } : {});
    expect(JSON.parse(wallet?.text ?? '')).toMatchObject({
      card: { available: 100 },
      redemptions: [],
    });
    expect(await taken('8221')).toEqual([{ code, status: 'open' }]);
    expect(await at.shop.rows('SELECT FROM redemptions WHERE asked_at IS NOT NULL')).toEqual([]);
  });
});

describe('a web process that dies amid redemptions', () => {
  it('loses and doubles none: the same keys are answered by another', async () => {
    const members = Array.from({ length: 16 }, (_, place) => String(8300 + place));
    for (const customerId of members) await earn(at.shop, 1_000, customerId);
    /** The ask of this place, at the process of that one. */
    const ask = (place: number, web = place) =>
      redeem(web, members[place % 16] ?? '', { key: `dying-amid-${place % 32}` });
    const [dying] = at.webs;
    if (!dying) throw new Error('No web process was started.');
    const first = all((place) => ask(place));
    await send(`${dying.url}/health`);
    await at.kill(dying);
    const broken = (await first).filter((answer) => answer === null);
    const again = await Promise.all(
      Array.from({ length: 32 }, (_, place) => ask(place, 1 + (place % (WEBS - 1)))),
    );
    expect(broken.length).toBeGreaterThan(0);
    expect(tally(again)).toEqual({ '200 ok': 32 });
    for (const customerId of members) expect((await taken(customerId)).length).toBe(2);
  });
});
