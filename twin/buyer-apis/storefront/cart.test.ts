/** Carts by the Storefront API 2026-07: codes of `CartErrorCode` and `CartWarningCode`. */
import { describe, expect, it } from 'vitest';
import { checkouts } from '../../model/kinds.ts';
import { findCart } from '../../trade/carts.ts';
import { issueGiftCard } from '../../trade/gift-cards.ts';
import { must } from '../../trade/shop-fixture.ts';
import { type BuyerShop, dataOf, MUG, openBuyerShop, ORIGIN, PLATE } from '../buyer-fixture.ts';

const PARTS = `cart { id checkoutUrl totalQuantity note
    cost { subtotalAmount { amount } totalAmount { amount currencyCode } }
    discountCodes { code applicable }
    lines(first: 9) { nodes { id quantity merchandise { ... on ProductVariant { id } }
      cost { totalAmount { amount } }
      discountAllocations(lineLevelOnly: false) { discountedAmount { amount } targetType
        ... on CartCodeDiscountAllocation { code } } } } }
  userErrors { code field message } warnings { code message target }`;

const CREATE = `mutation ($input: CartInput) { cartCreate(input: $input) { ${PARTS} } }`;

const change = (name: string, args: string) =>
  `mutation ($cartId: ID!) { ${name}(cartId: $cartId, ${args}) { ${PARTS} } }`;

function createWith({ storefront }: BuyerShop, input: object) {
  const { cartCreate } = dataOf(storefront(CREATE, { input }));
  return cartCreate as NonNullable<typeof cartCreate>;
}

const DISCOUNT = `mutation ($discount: DiscountCodeBasicInput!) {
  discountCodeBasicCreate(basicCodeDiscount: $discount) { userErrors { message } } }`;

function addTenPercent({ admin }: BuyerShop): void {
  const { discountCodeBasicCreate } = admin.get(DISCOUNT, {
    discount: {
      ...{ title: 'Ten', code: 'TEN', startsAt: '2026-10-01T00:00:00Z' },
      context: { all: 'ALL' },
      customerGets: { value: { percentage: 0.1 }, items: { all: true } },
      minimumRequirement: { subtotal: { greaterThanOrEqualToSubtotal: '20' } },
    },
  });
  expect(discountCodeBasicCreate?.userErrors).toEqual([]);
}

describe('a cart', () => {
  // https://shopify.dev/docs/storefronts/headless/building-with-the-storefront-api/cart/manage
  it('is created with lines, priced, and found by its id', async () => {
    const shop = await openBuyerShop();
    const lines = [{ merchandiseId: MUG, quantity: 2, attributes: [{ key: 'for', value: 'Bo' }] }];
    const { cart, userErrors, warnings } = createWith(shop, { lines, note: 'Ring twice' });
    expect({ userErrors, warnings }).toEqual({ userErrors: [], warnings: [] });
    expect(cart).toMatchObject({
      totalQuantity: 2,
      note: 'Ring twice',
      cost: { subtotalAmount: { amount: '20.0' }, totalAmount: { currencyCode: 'EUR' } },
      lines: { nodes: [{ quantity: 2, merchandise: { id: MUG } }] },
    });
    expect(String(cart?.checkoutUrl)).toMatch(`${ORIGIN}/cart/c/`);
    const found = shop.storefront('query ($id: ID!) { cart(id: $id) { totalQuantity } }', cart);
    expect(dataOf(found)).toEqual({ cart: { totalQuantity: 2 } });
  });

  it('grows, shrinks and loses its lines', async () => {
    const shop = await openBuyerShop();
    const { storefront } = shop;
    const { cart } = createWith(shop, {});
    const [cartId, line] = [cart?.id, `lines: [{ merchandiseId: "${MUG}", quantity: 3 }]`];
    const added = dataOf(storefront(change('cartLinesAdd', line), { cartId })).cartLinesAdd;
    const id = String(added?.cart?.lines?.nodes?.[0]?.id);
    const update = change('cartLinesUpdate', `lines: [{ id: "${id}", quantity: 1 }]`);
    expect(dataOf(storefront(update, { cartId })).cartLinesUpdate?.cart?.totalQuantity).toBe(1);
    const remove = change('cartLinesRemove', `lineIds: ["${id}"]`);
    expect(dataOf(storefront(remove, { cartId })).cartLinesRemove?.cart?.totalQuantity).toBe(0);
    expect(dataOf(storefront(remove, { cartId })).cartLinesRemove?.userErrors).toEqual([
      {
        code: 'INVALID_MERCHANDISE_LINE',
        field: ['lineIds', '0'],
        message: `The merchandise line with id ${id} does not exist.`,
      },
    ]);
  });

  // Both answers: live shops, quoted in public repositories (`cartLinesAdd`, 2026-09).
  it('refuses what is not sold, and is gone without its key or once bought', async () => {
    const shop = await openBuyerShop();
    const merchandiseId = 'gid://shopify/ProductVariant/1';
    const refused = createWith(shop, { lines: [{ merchandiseId }] });
    expect(refused.userErrors).toEqual([
      {
        code: 'INVALID',
        field: ['input', 'lines', '0', 'merchandiseId'],
        message: `The merchandise with id ${merchandiseId} does not exist.`,
      },
    ]);
    const { cart } = createWith(shop, { lines: [{ merchandiseId: MUG }] });
    const note = change('cartNoteUpdate', 'note: "x"');
    const gone = [
      { code: 'INVALID', field: ['cartId'], message: 'The specified cart does not exist.' },
    ];
    const cartId = String(cart?.id);
    const errorsFor = (id: string) =>
      dataOf(shop.storefront(note, { cartId: id })).cartNoteUpdate?.userErrors;
    expect(errorsFor(cartId.replace(/\?.*/, ''))).toEqual(gone);
    expect(errorsFor(`${cartId}0`)).toEqual(gone);
    expect(errorsFor(cartId)).toEqual([]);
    await shop.routes.request(String(cart?.checkoutUrl));
    const { world, shop: record } = shop.admin;
    const [checkout] = [...world.store.each(checkouts, record.id)];
    if (checkout === undefined) throw new Error('No checkout was begun.');
    world.store.put(checkouts, record.id, { ...checkout, orderId: 1 });
    expect(errorsFor(cartId)).toEqual(gone);
  });

  // `MERCHANDISE_NOT_ENOUGH_STOCK`, its words from a live answer quoted publicly (2026).
  it('takes as much as there is, and says so', async () => {
    const shop = await openBuyerShop();
    const { cart, warnings } = createWith(shop, {
      lines: [{ merchandiseId: PLATE, quantity: 5 }],
    });
    expect(cart?.totalQuantity).toBe(3);
    expect(warnings).toEqual([
      {
        code: 'MERCHANDISE_NOT_ENOUGH_STOCK',
        message: 'Only 3 items were added to your cart due to availability.',
        target: cart?.lines?.nodes?.[0]?.id,
      },
    ]);
  });
});

describe('codes', () => {
  // https://shopify.dev/docs/api/storefront/latest/mutations/cartDiscountCodesUpdate (2026-11-23)
  it('say whether they apply, why not, and what they take off', async () => {
    const shop = await openBuyerShop();
    addTenPercent(shop);
    const { cart, warnings } = createWith(shop, {
      lines: [{ merchandiseId: MUG }],
      discountCodes: ['TEN', 'NOPE'],
    });
    expect(cart?.discountCodes).toEqual([
      { code: 'TEN', applicable: false },
      { code: 'NOPE', applicable: false },
    ]);
    expect(warnings).toMatchObject([
      { code: 'DISCOUNT_PURCHASE_NOT_IN_RANGE', target: cart?.id },
      { code: 'DISCOUNT_NOT_FOUND', target: cart?.id },
    ]);
    const more = change('cartLinesAdd', `lines: [{ merchandiseId: "${MUG}" }]`);
    shop.storefront(more, { cartId: cart?.id });
    const one = change('cartDiscountCodesUpdate', 'discountCodes: ["ten"]');
    const told = dataOf(shop.storefront(one, { cartId: cart?.id })).cartDiscountCodesUpdate;
    expect(told).toMatchObject({
      warnings: [],
      cart: {
        discountCodes: [{ code: 'ten', applicable: true }],
        cost: { totalAmount: { amount: '18.0' } },
      },
    });
    expect(told?.cart?.lines?.nodes?.[0]?.discountAllocations).toMatchObject([
      { discountedAmount: { amount: '2.0' }, targetType: 'LINE_ITEM' },
    ]);
  });

  it('of gift cards pay, and go on to the checkout with the buyer', async () => {
    const shop = await openBuyerShop();
    const { world, shop: record } = shop.admin;
    const card = must(issueGiftCard(world, record.id, { initialMinor: 500, code: 'MUGSMUGS' }));
    const { cart } = createWith(shop, {
      lines: [{ merchandiseId: MUG }],
      giftCardCodes: ['mugs-mugs'],
      buyerIdentity: { email: 'bo@moss.example', countryCode: 'FR' },
    });
    const asked = `query ($id: ID!) { cart(id: $id) {
      buyerIdentity { email countryCode }
      appliedGiftCards { lastCharacters amountUsed { amount } balance { amount } } } }`;
    expect(dataOf(shop.storefront(asked, { id: cart?.id })).cart).toEqual({
      buyerIdentity: { email: 'bo@moss.example', countryCode: 'FR' },
      appliedGiftCards: [
        { lastCharacters: 'mugs', amountUsed: { amount: '5.0' }, balance: { amount: '5.0' } },
      ],
    });
    const answer = await shop.routes.request(String(cart?.checkoutUrl));
    expect(answer.headers.get('location')).toMatch(/^\/checkouts\/cn\/\w+$/);
    expect([...world.store.each(checkouts, record.id)]).toMatchObject([
      { giftCardIds: [card.id], email: 'bo@moss.example' },
    ]);
    shop.session.customerId = shop.ada.id;
    await shop.routes.request(String(cart?.checkoutUrl));
    expect([...world.store.each(checkouts, record.id)]).toMatchObject([
      { customerId: shop.ada.id },
    ]);
    const wrong = change('cartGiftCardCodesUpdate', 'giftCardCodes: ["NOTACARD"]');
    const told = dataOf(shop.storefront(wrong, { cartId: cart?.id })).cartGiftCardCodesUpdate;
    expect(told?.userErrors).toMatchObject([{ code: 'INVALID', field: ['giftCardCodes', '0'] }]);
  });

  it('of customers are refused by their name', async () => {
    const shop = await openBuyerShop();
    shop.storefront(CREATE, { input: { buyerIdentity: { customerAccessToken: 'x' } } });
    expect(shop.notImplemented).toEqual([
      'Storefront API: CartBuyerIdentityInput.customerAccessToken',
    ]);
  });
});

describe('metafields of a cart', () => {
  const SET = `mutation ($metafields: [CartMetafieldsSetInput!]!) {
    cartMetafieldsSet(metafields: $metafields) { metafields { namespace key value }
      userErrors { code field message } } }`;
  const DELETE = `mutation ($input: CartMetafieldDeleteInput!) {
    cartMetafieldDelete(input: $input) { deletedId userErrors { code } } }`;

  // `CartMetafieldsSetInput.key`, schema 2026-07: alone it means the app's own namespace.
  it('are set, read and deleted in the namespace of the app', async () => {
    const shop = await openBuyerShop();
    const { world, shop: record, app } = shop.admin;
    const { cart } = createWith(shop, { lines: [{ merchandiseId: MUG }] });
    const ownerId = cart?.id;
    const type = 'number_integer';
    const entry = { ownerId, key: 'points', type, value: '5' };
    const namespace = `app--${app.id}`;
    const { cartMetafieldsSet } = dataOf(shop.storefront(SET, { metafields: [entry] }));
    expect(cartMetafieldsSet).toEqual({
      metafields: [{ namespace, key: 'points', value: '5' }],
      userErrors: [],
    });
    const token = /Cart\/(\w+)/.exec(String(ownerId))?.[1] ?? '';
    const kept = [{ namespace, key: 'points', type, value: '5' }];
    expect(findCart(world, record.id, token)?.metafields).toEqual(kept);
    const wrong = { ...entry, value: 'many' };
    const { cartMetafieldsSet: refused } = dataOf(shop.storefront(SET, { metafields: [wrong] }));
    expect(refused?.userErrors).toMatchObject([
      { code: 'INVALID_VALUE', field: ['metafields', '0', 'value'] },
    ]);
    const input = { ownerId, key: 'points' };
    expect(dataOf(shop.storefront(DELETE, { input })).cartMetafieldDelete).toMatchObject({
      userErrors: [],
    });
    expect(dataOf(shop.storefront(DELETE, { input })).cartMetafieldDelete).toMatchObject({
      userErrors: [{ code: 'METAFIELD_DOES_NOT_EXIST' }],
    });
  });
});
