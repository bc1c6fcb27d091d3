/**
 * What a choice says and what the checkout then does: discounts made of rewards at a whole twin,
 * and orders that carry their codes.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instant } from '../../app/domain/kernel/instant.ts';
import { minor } from '../../app/domain/kernel/money.ts';
import { points } from '../../app/domain/kernel/points.ts';
import { fixedReward } from '../../app/domain/program/fixed-reward.ts';
import type { Reward, RewardGives, RewardLimits } from '../../app/domain/program/program.ts';
import type { ShopRef } from '../../app/services/ports/shopify.ts';
import { canBeGiven } from '../../app/services/cannot-be-given.ts';
import { shopChoices } from '../../app/services/reward-choices.ts';
import { discountGift } from '../../app/services/reward-terms.ts';
import { discounts, products } from '../../twin/model/kinds.ts';
import type { Discount } from '../../twin/model/discount.ts';
import { saveCollection } from '../../twin/trade/products.ts';
import { type OrderToPlace, placeOrder } from '../../twin/trade/place-order.ts';
import { addProduct, SHOP } from '../../twin/trade/shop-fixture.ts';
import { type PlatformAtTwin, startPlatformAtTwin } from '../support/platform-at-twin.ts';

let at: PlatformAtTwin;
let shop: ShopRef;
/** Two goods by their ids as products and as variants, and a collection of the second. */
let goods: { mug: Good; plate: Good; plates: number };
type Good = { readonly product: string; readonly variant: number };

beforeAll(async () => {
  at = await startPlatformAtTwin();
  shop = await at.open();
  goods = stock();
});
afterAll(() => at.stop());

const world = () => at.twin.rooms.world;

function stock(): typeof goods {
  const mug = addProduct(world(), { title: 'Mug', priceMinor: 1111, stock: null });
  const plate = addProduct(world(), { title: 'Plate', priceMinor: 2500, stock: null });
  const good = ({ id }: { id: number }): Good => {
    const every = [...world().store.each(products, SHOP)];
    const product = every.find(({ variants }) => variants.some((variant) => variant.id === id));
    if (!product) throw new Error('The product is there.');
    world().store.put(products, at.shop.id, product);
    return { product: String(product.id), variant: id };
  };
  const [first, second] = [good(mug), good(plate)];
  const plates = saveCollection(world(), at.shop.id, {
    ...{ id: world().store.nextId(), title: 'Plates', handle: 'plates', bodyHtml: '' },
    ...{ picture: null, sortOrder: 'MANUAL', rules: null, productIds: [Number(second.product)] },
    ...{ updatedAt: world().clock.now(), publishedAt: null },
  });
  return { mug: first, plate: second, plates: plates.id };
}

function reward(
  gives: RewardGives,
  limits: Partial<RewardLimits> = {},
  change: Partial<Reward> = {},
): Reward {
  const plain = fixedReward({ id: 'it', name: 'It', cost: points(500), gives });
  const whole = { ...plain, limits: { ...plain.limits, ...limits }, ...change };
  expect(canBeGiven(whole)).toBe(true);
  return whole;
}

let made = 0;

/** A code of each choice of the reward, from the cheapest, each of a discount of its own. */
async function codesOf(given: Reward): Promise<string[]> {
  const { currency } = at.shop;
  const codes: string[] = [];
  for (const { name, choice } of shopChoices({ rewards: [given], currency })) {
    const gives = discountGift({ reward: given, choice, currency });
    if (gives === null) throw new Error('A discount can give it.');
    const firstCode = `LAUREL-7K3M-9QXW-${String((made += 1)).padStart(4, '0')}`;
    const startsAt = instant(Date.now() - 60_000);
    const endsAt = instant(Date.now() + 86_400_000);
    const terms = { title: `${name} ${firstCode}`, gives, startsAt, endsAt, firstCode };
    const answer = await at.platform.shopify.createDiscount(shop, terms);
    if (!answer.ok) throw new Error(answer.message);
    codes.push(firstCode);
  }
  return codes;
}

async function codeOf(given: Reward): Promise<string> {
  const [code] = await codesOf(given);
  if (code === undefined) throw new Error('The reward has a choice.');
  return code;
}

/** The discount as the twin keeps it. */
function keptOf(code: string): Discount {
  const every = [...world().store.each(discounts, at.shop.id)];
  const kept = every.find(({ title }) => title.endsWith(code));
  if (!kept) throw new Error('The discount is there.');
  return kept;
}

const mugs = (quantity: number) => ({ variantId: goods.mug.variant, quantity });
const plates = (quantity: number) => ({ variantId: goods.plate.variant, quantity });

/** What the code took off goods and shipping, as we read it of the order; or Shopify's refusal. */
async function taken(code: string, wanted: Partial<OrderToPlace>) {
  const order = placeOrder(world(), at.shop.id, { lines: [mugs(1)], codes: [code], ...wanted });
  if (!order.ok) return order.message;
  const [seen] = await at.platform.shopify.fetchOrders(shop, [String(order.value.id)]);
  const use = seen?.snapshot.codes.find((one) => one.code === code);
  // How it is spread over lines is the checkout's affair, to the penny.
  const lines = use?.lines ?? [];
  const goods = lines.reduce((sum, { discountMinor }) => sum + discountMinor, 0);
  return { goods, lines: lines.length, shipping: Number(use?.shippingMinor ?? 0) };
}

const FIVE = { kind: 'amount-off', amountMinor: minor(500) } as const;
const TENTH = { kind: 'percent-off', percent: 10, mostMinor: null } as const;

describe('a minimum order', () => {
  it('is on the discount, and the checkout asks it of the goods before discounts', async () => {
    const code = await codeOf(reward(FIVE, { minimumMinor: minor(3000) }));
    expect(keptOf(code).minimum).toEqual({ type: 'subtotal', amountMinor: 3000 });
    const short = await taken(code, { lines: [mugs(2)] });
    expect(short).toBe(`Your cart doesn’t reach the minimum amount for ${code}`);
    expect(await taken(code, { lines: [plates(1), mugs(1)] })).toMatchObject({
      goods: 500,
      lines: 2,
    });
  });

  it('of a reward for some goods is asked of those', async () => {
    const collectionIds = [String(goods.plates)];
    const limits = {
      minimumMinor: minor(5000),
      goods: [{ kind: 'collection', not: false, collectionIds }],
    } as const;
    const code = await codeOf(reward(TENTH, limits));
    const short = await taken(code, { lines: [plates(1), mugs(9)] });
    expect(short).toBe(`Your cart doesn’t reach the minimum amount for ${code}`);
    expect(await taken(code, { lines: [plates(2), mugs(1)] })).toMatchObject({
      goods: 500,
      lines: 1,
    });
  });
});

describe('a percentage', () => {
  it('is taken of everything', async () => {
    const code = await codeOf(reward(TENTH));
    expect(keptOf(code)).toMatchObject({
      classes: ['ORDER'],
      gets: { value: { type: 'percentage', percentage: 0.1 } },
    });
    expect(await taken(code, { lines: [mugs(3), plates(1)] })).toMatchObject({
      goods: 583,
      lines: 2,
    });
  });

  it('of some products is taken of those, as a discount on products', async () => {
    const productIds = [goods.plate.product];
    const limits = { goods: [{ kind: 'product', not: false, productIds }] } as const;
    const code = await codeOf(reward(TENTH, limits));
    expect(keptOf(code).classes).toEqual(['PRODUCT']);
    expect(await taken(code, {})).toBe(`${code} isn’t valid for the items in your cart`);
    expect(await taken(code, { lines: [mugs(3), plates(1)] })).toMatchObject({
      goods: 250,
      lines: 1,
    });
  });
});

describe('free shipping', () => {
  it('up to a price is not for dearer shipping', async () => {
    const { countryCode } = at.shop;
    const rate = at.shop.shippingRates.find(
      ({ countryCodes, priceMinor }) =>
        priceMinor > 0 && (countryCodes === null || countryCodes.includes(countryCode)),
    );
    if (!rate) throw new Error('The shop sends for money at home.');
    const sent = { shippingAddress: { countryCode }, shippingRateCode: rate.code };
    const price = rate.priceMinor;
    const upTo = (most: number) =>
      codeOf(reward({ kind: 'free-shipping', mostMinor: minor(most) }));
    const enough = await upTo(price);
    expect(keptOf(enough).shipping).toEqual({ countryCodes: null, priceMaxMinor: price });
    expect(await taken(enough, sent)).toMatchObject({ shipping: price });
    const few = await upTo(price - 1);
    const message = `${few} isn’t valid for your shipping address or method`;
    expect(await taken(few, sent)).toBe(message);
  });
});

describe('what it may stand beside', () => {
  it.each([
    { order: false, product: true, shipping: true },
    { order: true, product: false, shipping: false },
    { order: false, product: false, shipping: false },
  ])('is said as it was published: %o', async (combines) => {
    const code = await codeOf(reward(FIVE, {}, { combines }));
    expect(keptOf(code).combinesWith).toMatchObject(combines);
  });
});

describe('a sliding offer', () => {
  it('is as many discounts as choices, each of its own amount', async () => {
    const offer = {
      kind: 'sliding',
      cost: points(100),
      gives: { kind: 'amount-off', amountMinor: minor(100) },
      ...{ least: 1, most: 3 },
    } as const;
    const codes = await codesOf(reward(FIVE, {}, { offer }));
    const off = await Promise.all(codes.map((code) => taken(code, { lines: [plates(1)] })));
    expect(off).toEqual(
      [100, 200, 300].map((amount) => ({ goods: amount, lines: 1, shipping: 0 })),
    );
  });
});
