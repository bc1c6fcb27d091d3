/**
 * What becomes of rewards that do not go the straight way: redeemed twice at once, left behind,
 * given back, paid late or never, used once more. Whoever has the discount has spent the points,
 * and whoever has the points has no discount; never both, and never neither.
 */
import { describe, expect, it } from 'vitest';
import { discounts } from '../../twin/model/kinds.ts';
import type { Order } from '../../twin/model/order.ts';
import { putCode } from '../../twin/trade/redeem-codes.ts';
import {
  button,
  emailOf,
  gatherLaurel,
  isAtShopify,
  openPanel,
  REDEEM,
  redeemAtCheckout,
  redeemInTheme,
  USE,
} from '../support/laurel-people.ts';
import { ask } from '../support/laurel-shop.ts';
import {
  changeOrder,
  customerIdOf,
  ledgerOf,
  moveClock,
  openLaurel,
  pointsOf,
  redemptionsOf,
  settle,
  shopperBuys,
} from '../support/laurel-stories.ts';
import { expectReadable, fillAddress, goToCheckout } from '../support/twin-stories.ts';

/** Longer than the day that a code waits for an order. */
const A_DAY_AND_MORE_MS = 25 * 3_600_000;

const people = gatherLaurel('lives', { ada: 1, bea: 1, cleo: 2, dora: 1, eve: 1 });
const { welcome } = people;

const points = (name: string) => pointsOf(people.shop(), emailOf(name));
const taken = (name: string) => redemptionsOf(people.shop(), emailOf(name));
const settled = () => settle(people.shop());
const isThere = (code: string) => isAtShopify(people.shop(), code);

const kindsOf = async (name: string) =>
  (await ledgerOf(people.shop(), emailOf(name))).map(({ kind }) => kind);

const discountOf = (order: Order) =>
  order.lines
    .flatMap(({ allocations }) => allocations)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);

describe('Ada, who redeems in two tabs at once', () => {
  it('gets one reward, and the other tab tells her so', async () => {
    const ada = await welcome('ada');
    await goToCheckout(ada, people.shop());
    await button(ada.page, USE).waitFor();
    const tab = await ada.context.newPage();
    const panel = await openPanel(tab, people.shop());
    await Promise.all([
      button(ada.page, USE).click(),
      panel.getByRole('button', { name: REDEEM }).click(),
    ]);
    const heard = [
      await ada.page.getByText(/£5 off is applied|You have 100 points; this/).innerText(),
      await panel.getByText(/is ready|You have 100 points; this/).innerText(),
    ];
    expect(heard.filter((words) => words.includes('this reward needs 500.'))).toHaveLength(1);
    expect(await points('ada')).toEqual({ pending: 0, available: 100, held: 500 });
    expect((await kindsOf('ada')).filter((kind) => kind === 'hold')).toEqual(['hold']);
    await expectReadable(ada.page);
    await expectReadable(tab);
    await tab.close();
    // A browser complains about the refusal's status, where it was the checkout that was refused.
    expect(ada.takeComplaints().filter((words) => !words.includes('409'))).toEqual([]);
  });
});

describe('Dora, who gives a reward back', () => {
  it('has her points again, and the code is gone from her wallet', async () => {
    const dora = await welcome('dora', 390);
    const { page } = dora;
    const code = await redeemAtCheckout(dora, people.shop(), 'dora');
    await button(page, 'Give back £5 off').click();
    await page.getByText('Given back. Your 500 points return in a few minutes.').waitFor();
    await settled();
    expect(await points('dora')).toEqual({ pending: 0, available: 600, held: 0 });
    expect(isThere(code)).toBe(false);
    const panel = await openPanel(page, people.shop());
    await panel.getByText('500 points came back: “£5 off” was not used.').waitFor();
    expect(await panel.getByText(code).count()).toBe(0);
    await expectReadable(page);
  });
});

describe('Eve, who uses a code after she got its points back', () => {
  it('is charged for it, and her page says why', async () => {
    const { page } = await welcome('eve');
    const old = await redeemInTheme(page, people.shop());
    const panel = page.getByRole('dialog', { name: 'Your rewards' });
    await panel.getByRole('button', { name: /^Give back/ }).click();
    await panel.getByText('You gave the reward back.').waitFor();
    await settled();
    const used = await redeemInTheme(page, people.shop());
    await shopperBuys(people.shop(), { email: emailOf('eve'), goods: { MUG: 1 }, codes: [used] });
    await settled();
    expect(await points('eve')).toMatchObject({ available: 100, held: 0 });
    addByHand(old);
    await shopperBuys(people.shop(), { email: emailOf('eve'), goods: { MUG: 1 }, codes: [old] });
    await settled();
    // Each mug earns a point for each of the 20 pounds that are left of it.
    expect(await points('eve')).toEqual({ pending: 40, available: -400, held: 0 });
    expect(await taken('eve')).toMatchObject([
      { code: old, status: 'released', charged: 500 },
      { code: used, status: 'settled', charged: 0 },
    ]);
    const laurel = await openLaurel(
      people.owner(),
      people.shop(),
      await memberPath('eve'),
      'Rewards taken',
    );
    await laurel.getByText('The balance is below zero').waitFor();
    await laurel
      .getByText(/used its code after its points had come back/)
      .first()
      .waitFor();
    await laurel.getByText(/500 points charged beyond the reward/).waitFor();
    await expectReadable(people.owner().page);
    await openPanel(page, people.shop());
    await panel.getByText('Points that were taken back are filled up first').waitFor();
    await expectReadable(page);
  });
});

describe('Bea, who leaves the checkout behind', () => {
  it('has her points again once the code has lapsed, and the code is worth nothing', async () => {
    const bea = await welcome('bea');
    const code = await redeemAtCheckout(bea, people.shop(), 'bea');
    await bea.page.close();
    await moveClock(people.shop(), A_DAY_AND_MORE_MS);
    await settled();
    expect(isThere(code)).toBe(false);
    expect(await points('bea')).toEqual({ pending: 0, available: 600, held: 0 });
    expect((await kindsOf('bea')).slice(-2)).toEqual(['hold', 'release']);
    expect(await taken('bea')).toMatchObject([{ status: 'released' }]);
    const later = await welcome('bea');
    await goToCheckout(later, people.shop());
    await later.page.getByLabel('Discount code or gift card').fill(code);
    await button(later.page, 'Apply').first().click();
    await later.page
      .getByRole('alert')
      .filter({ hasText: /discount code/i })
      .waitFor();
    await later.page.getByText('You have 600 points to spend.').waitFor();
    await expectReadable(later.page);
  });
});

describe('Cleo, who pays by bank transfer', () => {
  it('keeps the discount of an order paid after the code lapsed, and spends points', async () => {
    const cleo = await welcome('cleo');
    const { page } = cleo;
    const code = await redeemAtCheckout(cleo, people.shop(), 'cleo');
    await fillAddress(page);
    await page.getByRole('radio', { name: /Bank transfer/ }).check();
    await button(page, 'Pay now').click();
    await page.getByText('Your order is reserved.').waitFor();
    await settled();
    await moveClock(people.shop(), A_DAY_AND_MORE_MS);
    await settled();
    expect(await taken('cleo')).toMatchObject([{ code, status: 'bound' }]);
    expect(await points('cleo')).toMatchObject({ available: 700, held: 500 });
    await people.owner().page.goto(`${people.shop().adminOrigin}/store/demo-shop/orders`);
    await people.owner().page.locator('main table a').first().click();
    await button(people.owner().page, 'Mark as paid').click();
    await people.owner().page.getByText('Paid', { exact: true }).first().waitFor();
    await settled();
    expect(await taken('cleo')).toMatchObject([{ code, status: 'settled' }]);
    // 595 pounds of a desk are left to earn points for.
    expect(await points('cleo')).toEqual({
      pending: 595,
      available: 700,
      held: 0,
    });
  });

  it('gets the points of an order that was cancelled unpaid, and no discount is left', async () => {
    const { page } = await welcome('cleo', 390);
    const code = await redeemInTheme(page, people.shop());
    const buys = { email: emailOf('cleo'), goods: { DESK: 1 }, codes: [code] } as const;
    const order = await shopperBuys(people.shop(), { ...buys, payment: 'bank_deposit' });
    expect(discountOf(order)).toBe(500);
    await settled();
    await moveClock(people.shop(), A_DAY_AND_MORE_MS);
    await settled();
    expect(await points('cleo')).toMatchObject({ available: 200, held: 500 });
    await changeOrder(people.shop(), order, 'cancel', { reason: 'customer' });
    await settled();
    expect(await points('cleo')).toMatchObject({ available: 700, held: 0 });
    expect((await taken('cleo')).at(-1)).toMatchObject({
      status: 'released',
      charged: 0,
    });
    expect(isThere(code)).toBe(false);
    const again = { email: emailOf('cleo'), goods: { MUG: 1 }, codes: [code] } as const;
    await expect(shopperBuys(people.shop(), again)).rejects.toThrow('DISCOUNT_NOT_APPLICABLE');
  });
});

async function memberPath(name: string): Promise<string> {
  const [member] = await ask<{ member_id: string }>(
    people.shop(),
    'SELECT member_id FROM members WHERE customer_id = $1',
    [customerIdOf(people.shop(), emailOf(name))],
  );
  return `/members/${member?.member_id}`;
}

/** What a merchant can do in the admin: write a code into the discount it was taken out of. */
function addByHand(code: string): void {
  const { world, shop: store } = people.shop().twin.rooms;
  const { id } = store();
  const [kept] = [...world.store.each(discounts, id)].filter(({ kind }) => kind === 'basic');
  if (!kept) throw new Error('There is no discount for money off.');
  world.transact(() => putCode(world, id, { code, discountId: kept.id, appId: null }));
}
