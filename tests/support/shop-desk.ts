/**
 * Made-up books of one shopper behind our routes: enough to redeem, refuse, take back and be slow.
 * The proxy's signature is not looked at; who asks is what the store put into the address.
 */
import type { RedeemReply, WalletEntry } from '../../app/contracts/buyer-api.ts';
import type { BuyerContext, PacedBuyers } from '../../app/contracts/buyer-context.ts';
import type { Card, ProgramCard } from '../../app/contracts/card.ts';

const DAY_MS = 86_400_000;

export const PROGRAM: ProgramCard = {
  v: 1,
  live: true,
  version: 1,
  currency: 'GBP',
  decimals: 2,
  earning: { points: 1, perMinor: 100, orMore: false },
  pendingDays: 14,
  rewards: [
    { id: 'amount-off-5', name: '£5 off', cost: 500, kind: 'amount-off', amountMinor: 500 },
    {
      id: 'free-shipping',
      name: 'Free shipping',
      cost: 300,
      kind: 'free-shipping',
      amountMinor: null,
    },
  ],
  rules: [
    'You earn 1 point for every £1 you spend, after discounts.',
    'You can spend the points of an order 14 days after it is paid.',
    'Your points never expire.',
  ],
  apiOrigin: 'https://laurel.example.com',
};

/** A member with 380 points to spend, of them 20 by time alone, and 87 on their way. */
export function cardAt(now: number, change: Partial<Card> = {}): Card {
  return {
    v: 1,
    seq: 12,
    pending: 107,
    available: 360,
    held: 0,
    maturing: [
      { at: now - DAY_MS, points: 20 },
      { at: now + 9 * DAY_MS, points: 87 },
    ],
    lines: [
      { at: now - DAY_MS, points: 87, text: '87 points for order #1043: £87.45 counts.' },
      { at: now - 9 * DAY_MS, points: -12, text: '12 points taken back from order #1038.' },
      { at: now - 20 * DAY_MS, points: 0, text: '40 points of order #1029 can be spent.' },
    ],
    chain: 'ab',
    ...change,
  };
}

export type ShopDesk = {
  readonly context: BuyerContext;
  /** What was asked so far, `redeem amount-off-5`. */
  readonly asked: string[];
  readonly bugs: string[];
  card: Card | null;
  wallet: WalletEntry[];
  /** Answers instead of the books, once. */
  refusal: Extract<Awaited<ReturnType<PacedBuyers['redeem']>>, { ok: false }> | null;
  now: () => number;
};

export function openShopDesk(): ShopDesk {
  const answers = new Map<string, RedeemReply>();
  const visitor = async (request: Request) => {
    const id = new URL(request.url).searchParams.get('logged_in_customer_id');
    return { programId: 1, shopId: 1, domain: 'demo-shop.myshopify.com', customerId: id || null };
  };
  const desk: ShopDesk = {
    asked: [],
    bugs: [],
    card: null,
    wallet: [],
    refusal: null,
    now: () => Date.now(),
    context: {
      visitors: { proxy: visitor, buyer: visitor },
      buyers: {
        redeem: async (_who, { rewardId, key }) => {
          desk.asked.push(`redeem ${rewardId}`);
          const { refusal } = desk;
          desk.refusal = null;
          return refusal ?? answers.get(key) ?? keep(answers, key, redeem(desk, rewardId));
        },
        takeBack: async (_who, { code }) => {
          desk.asked.push('take-back');
          const found = desk.wallet.find((entry) => entry.code === code);
          if (!found || !desk.card) return { ok: false, reason: 'unknown_redemption' };
          const redemption = { ...found, status: 'releasing' } as const;
          desk.wallet = [redemption];
          return { ok: true, redemption, card: desk.card };
        },
        wallet: async () => {
          desk.asked.push('wallet');
          return { ok: true, card: desk.card, redemptions: desk.wallet };
        },
      },
      reportBug: (error, doing) => desk.bugs.push(`${doing}: ${String(error)}`),
    },
  };
  return desk;
}

function keep(answers: Map<string, RedeemReply>, key: string, reply: RedeemReply): RedeemReply {
  answers.set(key, reply);
  return reply;
}

function redeem(desk: ShopDesk, rewardId: string): RedeemReply {
  const reward = PROGRAM.rewards.find(({ id }) => id === rewardId);
  if (!reward || !desk.card) throw new Error(`No such reward: ${rewardId}`);
  const { id, name, cost } = reward;
  const code = `LAUREL-7K3M-9QXW-${String(desk.wallet.length + 2).padStart(4, '0')}`;
  const lapsesAt = desk.now() + DAY_MS;
  const redemption: WalletEntry = {
    ...{ code, rewardId: id, rewardName: name, cost, status: 'open', lapsesAt },
  };
  const line = { at: desk.now(), points: -cost, text: `${cost} points reserved for “${name}”.` };
  const { seq, available, held, lines } = desk.card;
  desk.card = {
    ...desk.card,
    ...{ seq: seq + 1, available: available - cost, held: held + cost, lines: [line, ...lines] },
  };
  desk.wallet = [redemption, ...desk.wallet];
  return { ok: true, redemption, card: desk.card };
}
