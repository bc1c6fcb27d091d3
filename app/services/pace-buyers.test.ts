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

test('a member’s works are done one by one, and nobody else waits for them', async () => {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const busy = { ok: false, reason: 'busy' } as const;
  const work = (customerId: string) =>
    new Promise<typeof busy>((resolve) => {
      begun.push(customerId);
      ends.push(() => resolve(busy));
    });
  const paced = paceBuyers(
    {
      wallet: async () => ({ ok: true, card: null, redemptions: [] }),
      redeem: ({ customerId }) => work(customerId),
      takeBack: ({ customerId }) => work(customerId),
    },
    { clock: () => 1_000_000 },
  );
  const ask = { rewardId: 'five', key: 'a-key-of-mine' };
  const first = [paced.redeem(ann, ask, 'theme'), paced.takeBack(ann, { code: 'x' })];
  const other = paced.redeem(ben, ask, 'theme');
  expect((await paced.wallet(ann)).ok).toBe(true);
  expect(begun).toEqual(['8208', '8209']);
  for (const end of ends.splice(0)) end();
  // Who waited behind somebody that found the books busy is told so without another try.
  expect(await Promise.all([...first, other])).toEqual([busy, busy, busy]);
  expect(begun).toEqual(['8208', '8209']);
  const again = paced.redeem(ann, ask, 'theme');
  await expect.poll(() => begun).toEqual(['8208', '8209', '8208']);
  for (const end of ends.splice(0)) end();
  expect(await again).toEqual(busy);
});

test('a work that breaks off lets the next one begin', async () => {
  let tries = 0;
  const redeem = async () => {
    tries += 1;
    if (tries === 1) throw new Error('broken off');
    return { ok: false, reason: 'no_code_ready' } as const;
  };
  const wallet: BuyerServices['wallet'] = async () => ({ ok: true, card: null, redemptions: [] });
  const takeBack = async () => ({ ok: false, reason: 'busy' }) as const;
  const breaking = paceBuyers({ wallet, takeBack, redeem }, { clock: () => 1_000_000 });
  const ask = { rewardId: 'five', key: 'a-key-of-mine' };
  const both = [breaking.redeem(ann, ask, 'theme'), breaking.redeem(ann, ask, 'theme')];
  const [broken, next] = await Promise.allSettled(both);
  expect(broken).toMatchObject({ status: 'rejected' });
  expect(next).toMatchObject({ value: { reason: 'no_code_ready' } });
});
