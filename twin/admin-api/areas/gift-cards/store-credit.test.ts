/**
 * Store credit over the real schema; words and codes of recorded answers in
 * airhorns/shopify-draft-proxy (`store-credit-account-parity.json`,
 * `store-credit-account-unknown-id-user-errors.json`, read 2026-11) and of the schema's own
 * descriptions of `StoreCreditAccount.transactions`.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { handleTradeTasks } from '../../../trade/tasks.ts';
import { openTestShop, type TestShop } from '../../test-shop.ts';

const DAY = 86_400_000;
const CREDIT = `mutation ($id: ID!, $creditInput: StoreCreditAccountCreditInput!) {
  storeCreditAccountCredit(id: $id, creditInput: $creditInput) {
    storeCreditAccountTransaction {
      id amount { amount currencyCode } balanceAfterTransaction { amount } event expiresAt
      remainingAmount { amount } origin { __typename }
      account { id balance { amount } owner { ... on Customer { id email } } }
    }
    userErrors { field message code }
  }
}`;
const DEBIT = `mutation ($id: ID!, $debitInput: StoreCreditAccountDebitInput!) {
  storeCreditAccountDebit(id: $id, debitInput: $debitInput) {
    storeCreditAccountTransaction {
      amount { amount } balanceAfterTransaction { amount } event account { id balance { amount } }
    }
    userErrors { field message code }
  }
}`;

let shop: TestShop;
let customerId: string;

beforeEach(async () => {
  shop = await openTestShop();
  handleTradeTasks(shop.world);
  const made = shop.get(
    'mutation { customerCreate(input: { email: "a@example.com" }) { customer { id } } }',
  );
  customerId = made.customerCreate?.customer?.id as never;
});

type Moved = { storeCreditAccountTransaction: { account: { id: string } } };

function credit(id: string, amount: string, more: object = {}, currencyCode = 'EUR') {
  const creditInput = { creditAmount: { amount, currencyCode }, ...more };
  return shop.get(CREDIT, { id, creditInput }).storeCreditAccountCredit as never as Moved;
}

function debit(id: string, amount: string, currencyCode = 'EUR') {
  const debitInput = { debitAmount: { amount, currencyCode } };
  return shop.get(DEBIT, { id, debitInput }).storeCreditAccountDebit;
}

describe('store credit', () => {
  it('is given to a customer, and then to the account, and taken from it', () => {
    const first = credit(customerId, '7.23');
    expect(first).toMatchObject({
      storeCreditAccountTransaction: {
        amount: { amount: '7.23', currencyCode: 'EUR' },
        balanceAfterTransaction: { amount: '7.23' },
        remainingAmount: { amount: '7.23' },
        event: 'ADJUSTMENT',
        origin: null,
        account: { balance: { amount: '7.23' }, owner: { id: customerId, email: 'a@example.com' } },
      },
      userErrors: [],
    });
    const { id } = first.storeCreditAccountTransaction.account;
    expect(credit(id, '1.11')).toMatchObject({
      storeCreditAccountTransaction: { balanceAfterTransaction: { amount: '8.34' } },
    });
    expect(debit(id, '2.22')).toMatchObject({
      storeCreditAccountTransaction: {
        amount: { amount: '-2.22' },
        balanceAfterTransaction: { amount: '6.12' },
      },
    });
  });

  it.each([
    [
      'gid://shopify/Customer/9',
      '1.00',
      {},
      'EUR',
      ['id'],
      'Owner does not exist',
      'OWNER_NOT_FOUND',
    ],
    [
      'gid://shopify/StoreCreditAccount/9',
      '1.00',
      {},
      'EUR',
      ['id'],
      'Store credit account does not exist',
      'ACCOUNT_NOT_FOUND',
    ],
    [
      'own',
      '0.00',
      {},
      'EUR',
      ['creditInput', 'creditAmount', 'amount'],
      'A positive amount must be used to credit a store credit account',
      'NEGATIVE_OR_ZERO_AMOUNT',
    ],
    [
      'own',
      '1.00',
      { expiresAt: '2000-01-01T00:00:00Z' },
      'EUR',
      ['creditInput', 'expiresAt'],
      'The expiry date must be in the future',
      'EXPIRES_AT_IN_PAST',
    ],
    [
      'account',
      '1.00',
      {},
      'USD',
      ['creditInput', 'creditAmount', 'currencyCode'],
      'The currency provided does not match the currency of the store credit account',
      'MISMATCHING_CURRENCY',
    ],
  ])('to %s of %s %j %s is refused', (whose, amount, more, currency, field, message, code) => {
    const account = credit(customerId, '5').storeCreditAccountTransaction.account.id;
    const id = whose === 'own' ? customerId : whose === 'account' ? account : whose;
    expect(credit(id, amount, more, currency)).toEqual({
      storeCreditAccountTransaction: null,
      userErrors: [{ field, message, code }],
    });
  });

  it('is not taken where there is none', () => {
    const field = ['debitInput', 'debitAmount', 'amount'];
    const noAccount = { message: 'Store credit account does not exist', code: 'ACCOUNT_NOT_FOUND' };
    expect(debit(customerId, '1')).toMatchObject({ userErrors: [{ field: ['id'], ...noAccount }] });
    credit(customerId, '5');
    const message =
      'The store credit account does not have sufficient funds to satisfy the request';
    expect(debit(customerId, '9999.00')).toMatchObject({
      userErrors: [{ field, message, code: 'INSUFFICIENT_FUNDS' }],
    });
  });

  it('lapses, and its account tells all of it by type', async () => {
    const { clock, tasks } = shop.world;
    const expiresAt = new Date(clock.now() + DAY).toISOString();
    credit(customerId, '10', { expiresAt });
    credit(customerId, '3');
    debit(customerId, '4');
    clock.moveBy(2 * DAY);
    await tasks.runDue();
    const read = (query: string) =>
      shop.get(
        `query ($id: ID!, $query: String) { customer(id: $id) {
          storeCreditAccounts(first: 1) { nodes {
          balance { amount }
          transactions(first: 9, query: $query) { nodes {
            __typename amount { amount }
            ... on StoreCreditAccountExpirationTransaction { creditTransaction { expiresAt } }
          } } } } } }`,
        { id: customerId, query },
      ).customer?.storeCreditAccounts?.nodes?.[0];
    expect(read('')).toMatchObject({
      balance: { amount: '3.0' },
      transactions: {
        nodes: [
          { __typename: 'StoreCreditAccountCreditTransaction', amount: { amount: '10.0' } },
          { __typename: 'StoreCreditAccountCreditTransaction', amount: { amount: '3.0' } },
          { __typename: 'StoreCreditAccountDebitTransaction', amount: { amount: '-4.0' } },
          {
            __typename: 'StoreCreditAccountExpirationTransaction',
            amount: { amount: '-6.0' },
            creditTransaction: { expiresAt: expiresAt.replace('.000Z', 'Z') },
          },
        ],
      },
    });
    expect(read('type:debit OR type:expiration')?.transactions?.nodes).toHaveLength(2);
    expect(read("expires_at:<='2099-01-01T00:00:00Z'")?.transactions?.nodes).toHaveLength(1);
  });

  it('keeps two customers from being merged', () => {
    credit(customerId, '5');
    const { customer } = shop.get(
      'query ($id: ID!) { customer(id: $id) { mergeable { isMergeable errorFields reason } } }',
      { id: customerId },
    );
    expect(customer).toEqual({
      mergeable: {
        isMergeable: false,
        errorFields: ['STORE_CREDIT'],
        reason: 'a@example.com has store credit and can’t be merged.',
      },
    });
  });
});
