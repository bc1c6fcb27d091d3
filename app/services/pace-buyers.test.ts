import { expect, test } from 'vitest';
import type { BuyerServices, KnownBuyer } from '../contracts/redemption-context.ts';
import { paceBuyers } from './pace-buyers.ts';

const ann: KnownBuyer = { programId: 1, shopId: 1, domain: 'demo.example', customerId: '8208' };
const ben: KnownBuyer = { ...ann, customerId: '8209' };
const elsewhere: KnownBuyer = { ...ann, programId: 2 };

function openDesk(membersMax = 100) {
  const time = { now: 1_000_000 };
  const wallet: BuyerServices['wallet'] = async () => ({ ok: true, card: null, redemptions: [] });
  const busy = async () => ({ ok: false, reason: 'busy' }) as const;
  const buyers = { wallet, redeem: busy, takeBack: busy };
  const pace = { burst: 3, refillMs: 1000, membersMax };
  const paced = paceBuyers(buyers, { clock: () => time.now, pace });
  const ask = async (visitor: KnownBuyer) => (await paced.wallet(visitor)).ok;
  return { time, paced, ask };
}

async function exhaust(ask: (visitor: KnownBuyer) => Promise<boolean>, visitor: KnownBuyer) {
  for (const _ of [1, 2, 3]) expect(await ask(visitor)).toBe(true);
  expect(await ask(visitor)).toBe(false);
}

test('a member has so many tries at once, and one more with each moment that passes', async () => {
  const { time, ask } = openDesk();
  await exhaust(ask, ann);
  time.now += 999;
  expect(await ask(ann)).toBe(false);
  time.now += 1;
  expect(await ask(ann)).toBe(true);
  expect(await ask(ann)).toBe(false);
});

test('nobody pays for another, nor for their namesake in another program', async () => {
  const { ask } = openDesk();
  await exhaust(ask, ann);
  expect(await ask(ben)).toBe(true);
  expect(await ask(elsewhere)).toBe(true);
});

test('whatever is asked comes out of one bucket', async () => {
  const { paced } = openDesk();
  await paced.wallet(ann);
  const ask = { rewardId: 'five', key: 'a-key-of-mine' };
  expect(await paced.redeem(ann, ask, 'theme')).toMatchObject({ reason: 'busy' });
  expect(await paced.takeBack(ann, { code: 'x' })).toMatchObject({ reason: 'busy' });
  expect(await paced.redeem(ann, ask, 'theme')).toEqual({ ok: false, reason: 'too_often' });
  expect(await paced.takeBack(ann, { code: 'x' })).toEqual({ ok: false, reason: 'too_often' });
});

test('rest fills a bucket up to its brim and no further', async () => {
  const { time, ask } = openDesk();
  await exhaust(ask, ann);
  time.now += 3_600_000;
  await exhaust(ask, ann);
});

test('a clock that is set back locks nobody out', async () => {
  const { time, ask } = openDesk();
  await exhaust(ask, ann);
  time.now -= 3_600_000;
  expect(await ask(ann)).toBe(false);
  time.now += 1000;
  expect(await ask(ann)).toBe(true);
});

test('who was quiet longest is forgotten first, and memory stays bounded', async () => {
  const { ask } = openDesk(2);
  await exhaust(ask, ann);
  await exhaust(ask, ben);
  await ask(elsewhere);
  expect(await ask(ben)).toBe(false);
  await exhaust(ask, ann);
});
