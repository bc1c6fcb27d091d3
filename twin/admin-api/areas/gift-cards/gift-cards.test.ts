/**
 * Gift cards over the real schema; words and codes of recorded answers in
 * airhorns/shopify-draft-proxy, `fixtures/conformance/…/gift-cards/*.json` (read 2026-11); each
 * case names its file.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../../test-shop.ts';

let shop: TestShop;

beforeEach(async () => {
  shop = await openTestShop();
});

const CREATE = `mutation ($input: GiftCardCreateInput!) {
  giftCardCreate(input: $input) {
    giftCard { id lastCharacters maskedCode enabled expiresOn note
      balance { amount currencyCode } initialValue { amount } customer { id } }
    giftCardCode userErrors { field message code }
  }
}`;

type Created = {
  giftCard: { id: string };
  giftCardCode: string;
  userErrors: { field: string[]; message: string; code: string | null }[];
};

const create = (input: object) => shop.get(CREATE, { input }).giftCardCreate as never as Created;

function moveOn(id: string) {
  return (kind: 'Credit' | 'Debit', amount: string, more: object = {}, currency = 'EUR') => {
    const low = kind.toLowerCase();
    const money = { amount, currencyCode: currency };
    const field = `giftCard${kind}`;
    return shop.get(
      `mutation ($id: ID!, $input: GiftCard${kind}Input!) {
          ${field}(id: $id, ${low}Input: $input) {
            ${field}Transaction { id amount { amount } note giftCard { balance { amount } } }
            userErrors { field message code }
          }
        }`,
      { id: id, input: { [`${low}Amount`]: money, ...more } },
    )[field];
  };
}

describe('a gift card', () => {
  // gift-card-create-validation.json
  it('has the code it is given, which is told once', () => {
    expect(create({ initialValue: '10.00', code: 'ParityOkMowPzlrz' })).toMatchObject({
      giftCard: {
        lastCharacters: 'zlrz',
        maskedCode: '•••• •••• •••• zlrz',
        enabled: true,
        balance: { amount: '10.0', currencyCode: 'EUR' },
        initialValue: { amount: '10.0' },
      },
      giftCardCode: 'parityokmowpzlrz',
      userErrors: [],
    });
    expect(create({ initialValue: '10.00' }).giftCardCode).toMatch(/^[a-z0-9]{16}$/);
  });

  // gift-card-create-validation.json, gift-card-create-initial-value-limit.json
  it.each([
    [{ initialValue: '0' }, 'initialValue', 'GREATER_THAN', 'must be greater than 0'],
    [
      { initialValue: '5', code: 'short' },
      'code',
      'TOO_SHORT',
      'Code must be at least 8 characters long',
    ],
    [
      { initialValue: '5', code: 'x'.repeat(25) },
      'code',
      'TOO_LONG',
      'Code must be at most 20 characters long',
    ],
    [
      { initialValue: '5', code: 'not_valid!' },
      'code',
      'INVALID',
      'Code can only contain letters(a-z) and numbers(0-9)',
    ],
    [
      { initialValue: '5', code: 'short', customerId: 'gid://shopify/Customer/9' },
      'customerId',
      'CUSTOMER_NOT_FOUND',
      'The customer could not be found.',
    ],
  ])('is refused: %j', (input, name, code, message) => {
    expect(create(input)).toEqual({
      giftCard: null,
      giftCardCode: null,
      userErrors: [{ field: ['input', name], code, message }],
    });
  });

  // gift-card-create-validation.json (`duplicate`): the code of the error is null.
  it('may not have another one’s code', () => {
    create({ initialValue: '10.00', code: 'sameSame1' });
    expect(create({ initialValue: '10.00', code: 'SAMESAME1' }).userErrors).toEqual([
      { field: ['input', 'code'], message: 'Code has already been taken', code: null },
    ]);
  });

  // gift-card-credit-debit-payload-shape.json, gift-card-mutation-user-error-codes.json,
  // gift-card-transaction-validation.json
  it('is refilled and spent, and keeps every move', () => {
    const { giftCard } = create({ initialValue: '20.00' });
    const move = moveOn(giftCard.id);
    expect(move('Credit', '2.00', { note: 'thanks' })).toMatchObject({
      giftCardCreditTransaction: {
        amount: { amount: '2.0' },
        note: 'thanks',
        giftCard: { balance: { amount: '22.0' } },
      },
    });
    expect(move('Debit', '1.00')).toMatchObject({
      giftCardDebitTransaction: { amount: { amount: '-1.0' }, note: null },
    });
    const read = shop.get(
      `query ($id: ID!) { giftCard(id: $id) { balance { amount }
        transactions(first: 5) { nodes { __typename amount { amount } } } } }`,
      { id: giftCard.id },
    );
    expect(read.giftCard).toMatchObject({
      balance: { amount: '21.0' },
      transactions: {
        nodes: [
          { __typename: 'GiftCardCreditTransaction', amount: { amount: '2.0' } },
          { __typename: 'GiftCardDebitTransaction', amount: { amount: '-1.0' } },
        ],
      },
    });
  });

  // gift-card-mutation-user-error-codes.json, gift-card-transaction-validation.json,
  // gift-card-credit-limit-exceeded.json
  it('refuses what it cannot take or give', () => {
    const move = moveOn(create({ initialValue: '20.00' }).giftCard.id);
    const refusals = [
      [move('Credit', '-1'), 'A positive amount must be used.', 'NEGATIVE_OR_ZERO_AMOUNT'],
      [
        move('Debit', '99'),
        'The gift card does not have sufficient funds to satisfy the request.',
        'INSUFFICIENT_FUNDS',
      ],
      [
        move('Credit', '1', {}, 'USD'),
        'The currency provided does not match the currency of the gift card.',
        'MISMATCHING_CURRENCY',
      ],
      [
        move('Debit', '1', { processedAt: '2999-01-01T00:00:00Z' }),
        'The processed date must not be in the future.',
        'INVALID',
      ],
      [
        move('Credit', '5000'),
        "The gift card's value exceeds the allowed limits.",
        'GIFT_CARD_LIMIT_EXCEEDED',
      ],
    ] as const;
    for (const [payload, message, code] of refusals) {
      expect(payload).toMatchObject({ userErrors: [{ message, code }] });
    }
  });

  // gift-card-update-noop.json, gift-card-update-validation.json,
  // gift-card-user-error-typename.json
  it('is changed until it is switched off', () => {
    const { giftCard } = create({ initialValue: '5' });
    const update = (input: object) =>
      shop.get(
        `mutation ($id: ID!, $input: GiftCardUpdateInput!) {
          giftCardUpdate(id: $id, input: $input) {
            giftCard { note expiresOn } userErrors { field message }
          }
        }`,
        { id: giftCard.id, input },
      ).giftCardUpdate;
    expect(update({ note: 'for Ada', expiresOn: '2030-01-01' })).toMatchObject({
      giftCard: { note: 'for Ada', expiresOn: '2030-01-01' },
    });
    expect(update({})).toMatchObject({
      userErrors: [
        { field: ['input'], message: 'At least one argument is required in the input.' },
      ],
    });
    const off = `mutation ($id: ID!) { giftCardDeactivate(id: $id) {
      giftCard { enabled deactivatedAt } userErrors { message code } } }`;
    expect(shop.get(off, { id: giftCard.id }).giftCardDeactivate).toMatchObject({
      giftCard: { enabled: false, deactivatedAt: '2026-11-01T12:00:00Z' },
    });
    expect(update({ expiresOn: '2031-01-01' })).toMatchObject({
      userErrors: [
        {
          field: ['input', 'expiresOn'],
          message: 'The gift card is deactivated.',
        },
      ],
    });
    expect(shop.get(off, { id: 'gid://shopify/GiftCard/9' }).giftCardDeactivate).toMatchObject({
      userErrors: [{ message: 'The gift card could not be found.', code: 'GIFT_CARD_NOT_FOUND' }],
    });
  });

  // gift-card-lifecycle.json (searchFilters, advancedSearchFilters);
  // QueryRoot.giftCards in the schema 2026-07
  it.each([
    ['balance_status:full', 2],
    ['balance_status:partial', 0],
    ['status:enabled', 2],
    ['status:disabled OR status:expired', 1],
    ['source:api_client', 2],
    ['source:purchased', 0],
    ['expires_on:>=2028-01-01', 1],
    ['initial_value:>=20', 1],
    ['0002', 1],
    ['created_at:>=2099-01-01', 0],
  ])('is found by %s', (query, count) => {
    create({ initialValue: '5', code: 'findme0001', expiresOn: '2028-04-26' });
    create({ initialValue: '20', code: 'findme0002', expiresOn: '2026-10-01' });
    const found = shop.get(
      `query ($query: String) { giftCardsCount(query: $query) { count }
        giftCards(first: 5, query: $query, sortKey: CODE) { nodes { id } } }`,
      { query },
    );
    expect(found).toMatchObject({ giftCardsCount: { count } });
    expect(found.giftCards?.nodes).toHaveLength(count);
  });
});
