/**
 * Shoppers in a storm, over HTTP as their pages ask: they take rewards, use the codes on orders
 * that are paid at once, late or never, give some back and forget others. A request without an
 * answer is sent again under its own key, as a page does.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RedeemReply, RefusalReply, TakeBackReply } from '../../app/contracts/buyer-api.ts';
import type { Dice } from '../simulation/dice.ts';
import { tokenOf } from '../support/buyers-at-web.ts';
import { type LifeStep, placeOrder } from './made-orders.ts';

/** A customer of a shop. */
export type Shopper = { readonly domain: string; readonly customerId: string };

export type Taken = Shopper & { readonly code: string; readonly key: string };

/** What happened at the till, told as it happens. */
export type Happened = Shopper & { readonly orderId: string; readonly step: LifeStep };

export type ShoppersNeeds = {
  readonly url: string;
  readonly dice: Dice;
  readonly shoppers: readonly Shopper[];
  readonly nextOrderId: () => string;
  readonly happened: (what: Happened) => void;
};

export type Shoppers = {
  /** Rewards that were answered with success. */
  readonly taken: Taken[];
  /** Answers by status and reason, those without one as `none`. */
  readonly answers: Map<string, number>;
  /** No more rewards are taken; resolves when the orders under way have been lived. */
  readonly finish: () => Promise<void>;
};

const AT_ONCE = 6;
const REWARDS = ['amount-off-5', 'amount-off-5', 'free-shipping'];

export function openShoppers(needs: ShoppersNeeds): Shoppers {
  const { dice, shoppers } = needs;
  const taken: Taken[] = [];
  const answers = new Map<string, number>();
  const till = openTill(needs);
  let isClosed = false;
  let keys = 0;
  const walk = async () => {
    while (!isClosed) {
      await sleep(20 + dice.roll(60));
      const shopper = dice.pick(shoppers);
      const key = `storm-${(keys += 1)}-${dice.roll(1e6)}`;
      const rewardId = dice.pick(REWARDS);
      const reply = await insist<RedeemReply>(needs.url, answers, {
        ...{ shopper, path: '/api/redeem', body: { rewardId, key } },
      });
      if (reply === null) continue;
      const one = { ...shopper, code: reply.redemption.code, key };
      taken.push(one);
      // The page lost the answer and asks again: the same code, or it is one code too many.
      if (dice.oneIn(6)) {
        const again = await insist<RedeemReply>(needs.url, answers, {
          ...{ shopper, path: '/api/redeem', body: { rewardId, key } },
        });
        if (again) taken.push({ ...one, code: again.redemption.code });
      }
      const offMinor = rewardId === 'free-shipping' ? 0 : 500;
      if (dice.oneIn(5)) {
        const back = { shopper, path: '/api/take-back', body: { code: one.code } };
        await insist<TakeBackReply>(needs.url, answers, back);
      } else if (!dice.oneIn(5)) till.use(shopper, { text: one.code, offMinor });
    }
  };
  const walks = Array.from({ length: AT_ONCE }, walk);
  return {
    ...{ taken, answers },
    finish: async () => {
      isClosed = true;
      await Promise.all(walks);
      await till.done();
    },
  };
}

type Request = { readonly shopper: Shopper; readonly path: string; readonly body: object };

/** Asks until somebody answers; null where the answer is no. */
async function insist<Reply extends RedeemReply | TakeBackReply>(
  url: string,
  answers: Map<string, number>,
  { shopper, path, body }: Request,
): Promise<Reply | null> {
  const count = (what: string) => answers.set(what, (answers.get(what) ?? 0) + 1);
  for (let tries = 0; tries < 200; tries += 1) {
    const said = await ask(url + path, shopper, body);
    count(`${path} ${said === null ? 'no answer' : said.ok ? 'ok' : said.reason}`);
    if (said?.ok) return said as Reply;
    if (said && !['busy', 'failed', 'too_often'].includes(said.reason)) return null;
    await sleep(150);
  }
  throw new Error(`Nobody answers ${path}.`);
}

async function ask(url: string, shopper: Shopper, body: object) {
  const shop = { domain: shopper.domain } as Parameters<typeof tokenOf>[0]['shop'];
  const token = await tokenOf({ shop, customerId: shopper.customerId });
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    return (await response.json()) as RedeemReply | TakeBackReply | RefusalReply;
  } catch {
    return null;
  }
}

type Code = { readonly text: string; readonly offMinor: number };

/** Orders that carry codes live now, a second at least between their states. */
function openTill({ dice, nextOrderId, happened }: ShoppersNeeds) {
  const living: Promise<void>[] = [];
  const live = async (shopper: Shopper, code: Code) => {
    const orderId = nextOrderId();
    const createdAt = Math.floor(Date.now() / 1_000) * 1_000;
    const isPaid = !dice.oneIn(3);
    const { customerId } = shopper;
    const placed = placeOrder(dice, { orderId, customerId, createdAt, code, paid: isPaid });
    const tell = (step: LifeStep) => happened({ ...shopper, orderId, step });
    tell(placed.tell('create', createdAt));
    let last = createdAt;
    const second = async () => {
      await sleep(1_100 + dice.roll(900));
      last = Math.max(last + 1_000, Math.floor(Date.now() / 1_000) * 1_000);
      return last;
    };
    if (!isPaid) {
      const at = await second();
      tell(dice.oneIn(3) ? placed.cancel(at) : placed.pay(at));
    }
    if (dice.oneIn(3)) tell(placed.change(await second()));
  };
  return {
    use: (shopper: Shopper, code: Code) => void living.push(live(shopper, code)),
    done: async () => void (await Promise.all(living)),
  };
}
