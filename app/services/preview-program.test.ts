import { describe, expect, it } from 'vitest';
import { bought, FRIDAY, multiplier, returned } from '../../tests/support/orders-to-judge.ts';
import { instant } from '../domain/kernel/instant.ts';
import { minor } from '../domain/kernel/money.ts';
import { points } from '../domain/kernel/points.ts';
import { pointsPreset } from '../domain/program/presets/points.ts';
import { knownHistory, recentTrade, whatIf as whatIfOf } from './preview-program.ts';

const base = pointsPreset({ currency: 'GBP', zone: 'UTC' });
const shop = { programId: 1, shopId: 2, domain: 'demo-shop.myshopify.com' };
let sold = 0;
const sale = (memberId: number | null, pounds: number, currency = 'GBP') => {
  sold += 1;
  const createdAt = instant(FRIDAY + sold);
  return { memberId, order: bought([pounds], { id: String(sold), currency, createdAt }).order };
};

const YEAR = { days: 365, isIn: true } as const;
const whatIf = (definition: typeof base, trade: Parameters<typeof whatIfOf>[1]) =>
  whatIfOf(definition, trade, YEAR);

describe('the what-if of a draft', () => {
  it('rounds each order by itself, as the books do', () => {
    const sales = [sale(1, 0.99), sale(1, 1.99), sale(2, 499.99)];
    expect(whatIf(base, { sales, isCut: false })).toMatchObject({
      orders: 3,
      members: 2,
      points: 0 + 1 + 499,
      salesMinor: 50_297,
      worthMinor: 500,
      worthBy: '£5 off',
    });
  });

  it('counts guests’ orders as sales that earn nothing', () => {
    const trade = { sales: [sale(null, 100), sale(1, 50)], isCut: false };
    expect(whatIf(base, trade)).toMatchObject({
      orders: 2,
      guestOrders: 1,
      members: 1,
      points: 50,
      salesMinor: 15_000,
    });
  });

  it('leaves out what was paid in another currency', () => {
    expect(whatIf(base, { sales: [sale(1, 100, 'USD')], isCut: false })).toMatchObject({
      orders: 0,
      points: 0,
      reachPercent: null,
    });
  });

  it('says how many could have had the cheapest reward', () => {
    const sales = [sale(1, 300), sale(2, 299.99), sale(3, 150), sale(3, 150)];
    expect(whatIf(base, { sales, isCut: false }).reachPercent).toBe(67);
  });

  it('has no price where nothing takes an amount off', () => {
    const rewards = base.rewards.filter(({ id }) => id === 'free-shipping');
    const trade = { sales: [sale(1, 10)], isCut: true };
    expect(whatIf({ ...base, rewards }, trade)).toMatchObject({
      worthMinor: null,
      worthBy: null,
      isCut: true,
    });
  });

  it('follows the rate of the draft', () => {
    const earning = { ...base.earning, points: points(3), perMinor: minor(200) };
    expect(whatIf({ ...base, earning }, { sales: [sale(1, 9.99)], isCut: false }).points).toBe(14);
  });
});

describe('a draft that says more than one rate', () => {
  it('is judged whole, each member’s orders together', () => {
    const first = { kind: 'first-orders', not: false, orders: 1 } as const;
    const draft = {
      ...base,
      campaigns: [multiplier('welcome', 200, first)],
      caps: { ...base.caps, member: points(250) },
    };
    const sales = [sale(1, 100), sale(1, 100), sale(2, 100), sale(2, 10)];
    expect(whatIf(draft, { sales, isCut: false }).points).toBe(250 + 210);
  });

  it('knows of what was returned that it was the first', () => {
    const gone = returned(bought([100], { id: 'gone' }), [0]).order;
    const sales = [{ memberId: 1, order: gone }];
    expect(whatIf(base, { sales, isCut: false })).toMatchObject({ orders: 0, members: 0 });
    const more = [...sales, sale(1, 100)];
    const only = {
      ...base,
      campaigns: [multiplier('x2', 200, { kind: 'first-orders', not: true, orders: 1 })],
    };
    expect(whatIf(only, { sales: more, isCut: false })).toMatchObject({ orders: 1, points: 200 });
  });
});

describe('the trade behind it', () => {
  it('is read once a minute, and again after a failure', async () => {
    let reads = 0;
    let isDown = true;
    const trade = recentTrade(async () => {
      reads += 1;
      if (isDown) throw new Error('down');
      return [];
    });
    const at = (second: number) => trade(shop, 365, instant(1_764_000_000_000 + second * 1000));
    await expect(at(0)).rejects.toThrow('down');
    isDown = false;
    expect(await at(1)).toEqual({ sales: [], isCut: false });
    await at(59);
    expect(reads).toBe(2);
    await at(62);
    expect(reads).toBe(3);
  });

  it.each([
    [true, 60],
    [false, 365],
  ])('goes back no further than Shopify lets us read: limited is %s', async (isLimited, days) => {
    const since: number[] = [];
    const trade = recentTrade(async (_shop, page) => {
      since.push(page.since);
      return [];
    });
    const history = knownHistory({ limitedTo60Days: isLimited, status: 'done' });
    const asOf = instant(1_764_000_000_000);
    const { history: told } = whatIfOf(base, await trade(shop, history.days, asOf), history);
    expect(told).toEqual({ days, isIn: true });
    expect(since).toEqual([asOf - days * 86_400_000]);
  });
});
