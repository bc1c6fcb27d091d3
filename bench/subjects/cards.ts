/**
 * Goal 30: how soon Shopify shows what a shopper's points are, at fifty orders a second of twenty
 * thousand members and the budget of its standard plan.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Bench, type BenchOptions, figure, type Measured } from '../harness/bench.ts';
import { openHttpLoad } from '../harness/http-load.ts';
import { openLoop } from '../harness/open-loop.ts';
import { percentile } from '../harness/statistics.ts';
import { type BenchHouse, houseSettings, startBenchHouse } from './bench-house.ts';
import { paidRequest } from './live-orders.ts';
import { type ShopBudget, standardBudget } from './shop-budget.ts';

const SHOP = 'bench-cards.myshopify.com';
const ORDERS_A_SECOND = 50;
const MEMBERS = 20_000;
const AT_ONCE = 64;
const LATEST_MS = 120_000;

export const cardsBench: Bench = {
  name: 'cards',
  goal: 30,
  title: 'Card lag within the standard budget',
  run: measureCards,
};

const writes = z.object({
  metafields: z.array(z.object({ ownerId: z.string(), key: z.string(), value: z.string() })),
});
const card = z.object({ seq: z.int() });

/** By the customer's global id, what was written of their card and when (`Date.now()`). */
type Written = Map<string, { readonly seq: number; readonly at: number }[]>;

type Run = { readonly lags: readonly number[]; readonly refused: number; readonly points: number };

async function measureCards({ protocol, say }: BenchOptions): Promise<Measured> {
  const isQuick = protocol.repeats < 5;
  const seconds = isQuick ? 10 : 60;
  const runs: Run[] = [];
  let settings: Record<string, string> = {};
  for (let repeat = 0; repeat < (isQuick ? 1 : 3); repeat += 1) {
    const written: Written = new Map();
    const budget = standardBudget((operation, variables) => note(written, operation, variables));
    const at = await startBenchHouse([SHOP], { meter: budget.meter });
    try {
      settings = houseSettings(at);
      say(`${ORDERS_A_SECOND} orders a second for ${seconds} s`);
      runs.push(await runOnce(at, { written, budget, seconds }));
    } finally {
      await at.stop();
    }
  }
  return {
    figures: [
      figure(
        {
          name: 'posted → card written, p95',
          unit: 'ms',
          values: runs.map(({ lags }) => percentile(lags, 0.95)),
        },
        { atMost: 5_000 },
      ),
      figure({
        name: 'posted → card written, p50',
        unit: 'ms',
        values: runs.map(({ lags }) => percentile(lags, 0.5)),
      }),
      figure({
        name: 'posted → card written, longest',
        unit: 'ms',
        values: runs.map(({ lags }) => Math.max(...lags)),
      }),
      figure(
        {
          name: 'requests refused for want of budget',
          unit: 'requests',
          values: runs.map(({ refused }) => refused),
        },
        { atMost: 0 },
      ),
      figure({
        name: 'points spent per second of orders, of a hundred',
        unit: '/s',
        values: runs.map(({ points }) => points / seconds),
      }),
    ],
    settings: { ...settings, members: MEMBERS.toLocaleString('en-GB'), seconds: String(seconds) },
    notes: [
      'A movement counts from the instant its batch began until a card of its number or a later ' +
        'one was taken by the stand-in, whose bucket is that of the standard plan.',
      'That rewards and codes go before cards is no matter of time: the lanes of the client are ' +
        'tested (app/adapters/shopify/lanes.test.ts). Redeeming asks nothing of Shopify.',
    ],
  };
}

function note(written: Written, operation: string, variables: unknown): void {
  if (operation !== 'SetMetafields') return;
  const at = Date.now();
  for (const { ownerId, key, value } of writes.parse(variables).metafields) {
    if (key !== 'card' || !ownerId.includes('/Customer/')) continue;
    const seen = written.get(ownerId) ?? [];
    seen.push({ seq: card.parse(JSON.parse(value)).seq, at });
    written.set(ownerId, seen);
  }
}

async function runOnce(
  { house }: BenchHouse,
  of: { readonly written: Written; readonly budget: ShopBudget; readonly seconds: number },
): Promise<Run> {
  const { written, budget, seconds } = of;
  const port = Number(new URL(house.url).port);
  const load = await openHttpLoad({ port, connections: AT_ONCE });
  const count = ORDERS_A_SECOND * seconds;
  const before = budget.spent();
  await openLoop({ perSecond: ORDERS_A_SECOND, count, atOnce: AT_ONCE }, async (place) => {
    const customerId = String(5_000_000_000 + ((place * 7_919) % MEMBERS));
    const orderId = String(7_000_000_000 + place);
    const status = await load.ask(paidRequest(SHOP, { orderId, customerId, pounds: 10 }));
    if (status !== 200) throw new Error(`a webhook was answered ${status}`);
  });
  load.close();
  const points = budget.spent() - before;
  for (const until = Date.now() + LATEST_MS; ; await sleep(200)) {
    const posted = await house.rows<{ owner: string; seq: string; at: string }>(
      `SELECT 'gid://shopify/Customer/' || m.customer_id AS owner, v.seq,
              extract(epoch FROM v.posted_at) * 1000 AS at
       FROM movements v JOIN members m USING (program_id, member_id)`,
    );
    const lags = posted.map(({ owner, seq, at }) => {
      const told = written.get(owner)?.find((one) => one.seq >= Number(seq));
      return told ? told.at - Number(at) : null;
    });
    const known = lags.filter((lag) => lag !== null);
    if (posted.length === count && known.length === count) {
      return { lags: known, refused: budget.refused(), points };
    }
    if (Date.now() > until) {
      throw new Error(`${known.length} of ${count} orders are on a card after two minutes`);
    }
  }
}
