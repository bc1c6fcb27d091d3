/** The checkout's block on Shopify's own tester, as it stands before anybody taps. */
import { expect, it } from 'vitest';
import { CARD, give, NOW, PROGRAM, reading, sellFor, useStage } from './stage.ts';

const stage = useStage('checkout-points', 'purchase.checkout.block.render');

it('says what there is, what the order earns and what it buys, and asks nobody', async () => {
  await stage.draw();
  expect(reading()).toEqual([
    '# Your points',
    'You have 620 points to spend.',
    '48 more are waiting; the next can be spent from 25 November 2026.',
    'This order earns 31 points.',
    'Free shipping',
    'Takes the shipping off',
    '[Use 300 points]',
    '£5 off',
    'Takes £5.00 off',
    '[Use 500 points]',
    '£10 off',
    'Takes £10.00 off',
    '380 more points',
  ]);
  expect(stage.requests).toEqual([]);
});

it('adds what matured since the card was written', async () => {
  await stage.draw({ card: { ...CARD, maturing: [{ at: NOW - 1, points: 48 }] } });
  expect(reading()).toContain('You have 668 points to spend.');
  expect(reading().join()).not.toContain('waiting');
});

it.each([
  ['nothing was published', null],
  ['the program is paused', { ...PROGRAM, live: false }],
])('is not there at all where %s', async (_why, program) => {
  await stage.draw({ program });
  expect(reading()).toEqual([]);
});

it('is not there where what Shopify keeps cannot be read', async () => {
  await stage.draw({}, (shopify) => {
    const [entry] = shopify.appMetafields.value;
    Object.assign(entry?.metafield ?? {}, { value: '{' });
  });
  expect(reading()).toEqual([]);
});

it('asks a guest to log in, and names what the order is worth', async () => {
  await stage.draw({ card: null, isGuest: true });
  expect(reading()).toEqual([
    '# Your points',
    'Log in to use your points on this order.',
    'This order earns 31 points.',
  ]);
});

it('takes a card for proof of a customer where it may not know the customer', async () => {
  await stage.draw({}, (shopify) => give(shopify, 'buyerIdentity', undefined));
  expect(reading()).toContain('You have 620 points to spend.');
});

it('shows a new member the nearest rewards and what is missing', async () => {
  const rewards = [4, 3, 2, 1].map((cost) => ({
    ...PROGRAM.rewards[1],
    id: `r${cost}`,
    name: `Reward ${cost}`,
    cost: cost * 100,
    kind: 'amount-off' as const,
    amountMinor: cost * 100,
  }));
  await stage.draw({ card: null, program: { ...PROGRAM, rewards } });
  expect(reading()).toContain('You have 0 points to spend.');
  expect(reading().filter((line) => /more points?$/.test(line))).toEqual([
    '100 more points',
    '200 more points',
    '300 more points',
  ]);
  expect(reading().join()).not.toContain('[');
});

it('says a debt as one', async () => {
  await stage.draw({ card: { ...CARD, available: -20, maturing: [], pending: 0 } });
  expect(reading()).toContain('You owe 20 points: the next ones you earn pay them.');
});

it('says of points that wait that they pay the debt first', async () => {
  await stage.draw({ card: { ...CARD, available: -20 } });
  expect(reading()).toContain(
    '48 points are waiting, the next until 25 November 2026; they first pay what you owe.',
  );
  expect(reading().join()).not.toContain('more are waiting');
});

it.each([
  ['not where it costs nothing', 0, false],
  ['where it costs something', 4.99, true],
])('offers to take the shipping off %s', async (_where, amount, isOffered) => {
  await stage.draw({}, ({ cost }) => {
    cost.totalShippingAmount.value = { amount, currencyCode: 'GBP' };
  });
  expect(reading().includes('Free shipping')).toBe(isOffered);
});

it('warns where a reward is more than the order', async () => {
  await stage.draw({}, (shopify) => sellFor(shopify, 3.5));
  expect(reading().join()).toContain('up to £5.00 off; this order is less');
});

it('uses the merchant’s own title', async () => {
  await stage.draw({}, (shopify) => {
    shopify.settings.value = { title: 'Harbour points' };
  });
  expect(reading()[0]).toBe('# Harbour points');
});

it('offers nothing to tap where the checkout takes no codes', async () => {
  await stage.draw({}, (shopify) => {
    shopify.instructions.value.discounts.canUpdateDiscountCodes = false;
  });
  expect(reading()).toContain(
    'This checkout takes no discount codes, so rewards cannot be used here. ' +
      'Your points stay yours.',
  );
  expect(reading().join()).not.toContain('[');
});
