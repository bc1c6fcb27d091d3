/**
 * Store credit: one account for each customer and currency; each credit may lapse on its own. What
 * lapses first is spent first (https://help.shopify.com/en/manual/customers/store-credit, read
 * 2026-11). Codes and words of `storeCreditAccountCredit` and `…Debit` of the Admin schema 2026-07.
 */
import type { StoreCreditAccount, StoreCreditTransaction } from '../model/customer.ts';
import { customers, storeCreditAccounts } from '../model/kinds.ts';
import type { World } from '../world/world.ts';
import { type Outcome, done, refuse } from './refusal.ts';
import { shopOf } from './tell.ts';

export const EXPIRE_CREDIT = 'trade.expire-credit';

/** By customer, whose account is opened if need be, or by account. */
export type CreditPlace =
  { readonly customerId: number; readonly accountId?: null } | { readonly accountId: number };

export type Credit = {
  readonly place: CreditPlace;
  readonly amountMinor: number;
  /** Null: the shop's. */
  readonly currency?: string | null;
  readonly expiresAt?: number | null;
  readonly orderId?: number | null;
};

export type CreditMoved = {
  readonly account: StoreCreditAccount;
  readonly transaction: StoreCreditTransaction;
};

/** Refused with `OWNER_NOT_FOUND`, `ACCOUNT_NOT_FOUND`, `NEGATIVE_OR_ZERO_AMOUNT`,
 * `EXPIRES_AT_IN_PAST`, `MISMATCHING_CURRENCY`. */
export function creditAccount(world: World, shopId: number, credit: Credit): Outcome<CreditMoved> {
  return world.transact(() => {
    const at = world.clock.now();
    const input = 'creditInput';
    if (!(credit.amountMinor > 0)) {
      const words = 'A positive amount must be used to credit a store credit account';
      return refuse('NEGATIVE_OR_ZERO_AMOUNT', [input, 'creditAmount', 'amount'], words);
    }
    const expiresAt = credit.expiresAt ?? null;
    if (expiresAt !== null && expiresAt <= at) {
      const words = 'The expiry date must be in the future';
      return refuse('EXPIRES_AT_IN_PAST', [input, 'expiresAt'], words);
    }
    const found = accountAt(world, shopId, credit);
    if (!found.ok) return found;
    const wrong = wrongCurrency(found.value, credit.currency, [
      input,
      'creditAmount',
      'currencyCode',
    ]);
    if (wrong !== null) return wrong;
    const moved = post(world, shopId, found.value, {
      type: 'credit',
      amountMinor: credit.amountMinor,
      remainingMinor: credit.amountMinor,
      expiresAt,
      orderId: credit.orderId ?? null,
    });
    if (expiresAt !== null) {
      const payload = { accountId: moved.account.id, transactionId: moved.transaction.id };
      world.tasks.plan(EXPIRE_CREDIT, { shopId, dueAt: expiresAt, payload });
    }
    return done(moved);
  });
}

/** Refused with `ACCOUNT_NOT_FOUND`, `NEGATIVE_OR_ZERO_AMOUNT`, `INSUFFICIENT_FUNDS`, … */
export function debitAccount(
  world: World,
  shopId: number,
  debit: Omit<Credit, 'expiresAt'>,
): Outcome<CreditMoved> {
  return world.transact(() => {
    const field = ['debitInput', 'debitAmount', 'amount'];
    if (!(debit.amountMinor > 0)) {
      const words = 'A positive amount must be used to debit a store credit account';
      return refuse('NEGATIVE_OR_ZERO_AMOUNT', field, words);
    }
    const found = accountAt(world, shopId, debit);
    if (!found.ok) return found;
    const wrong = wrongCurrency(found.value, debit.currency, field.with(2, 'currencyCode'));
    if (wrong !== null) return wrong;
    if (debit.amountMinor > found.value.balanceMinor) {
      const words =
        'The store credit account does not have sufficient funds to satisfy the request';
      return refuse('INSUFFICIENT_FUNDS', field, words);
    }
    const spent = spendFirstLapsing(found.value, debit.amountMinor);
    return done(
      post(world, shopId, spent, {
        type: 'debit',
        amountMinor: -debit.amountMinor,
        remainingMinor: 0,
        expiresAt: null,
        orderId: debit.orderId ?? null,
      }),
    );
  });
}

/** What a customer may spend in the shop's currency. */
export function spendableCreditMinor(world: World, shopId: number, customerId: number): number {
  return accountOf(world, shopId, customerId)?.balanceMinor ?? 0;
}

/** The customer's account in a currency, the shop's if none is said; or null. */
export function accountOf(
  world: World,
  shopId: number,
  customerId: number,
  currency = shopOf(world, shopId).currency,
): StoreCreditAccount | null {
  const accounts = world.store.find(storeCreditAccounts, shopId, 'customer_id', customerId);
  return accounts.find((account) => account.currency === currency) ?? null;
}

/** What is left of a credit lapses. Nothing happens where nothing is left, or a second time. */
export function expireCredit(
  world: World,
  shopId: number,
  { accountId, transactionId }: { accountId: number; transactionId: number },
): void {
  world.transact(() => {
    const account = world.store.get(storeCreditAccounts, shopId, accountId);
    const credit = account?.transactions.find(({ id }) => id === transactionId);
    if (!account || !credit || credit.remainingMinor === 0) return;
    post(world, shopId, withRemaining(account, new Map([[transactionId, 0]])), {
      type: 'expiration',
      amountMinor: -credit.remainingMinor,
      remainingMinor: 0,
      expiresAt: null,
      orderId: null,
    });
  });
}

function accountAt(
  world: World,
  shopId: number,
  { place, currency }: Pick<Credit, 'place' | 'currency'>,
): Outcome<StoreCreditAccount> {
  if (typeof place.accountId === 'number') {
    const account = world.store.get(storeCreditAccounts, shopId, place.accountId);
    const words = 'Store credit account does not exist';
    return account === null ? refuse('ACCOUNT_NOT_FOUND', ['id'], words) : done(account);
  }
  const { customerId } = place as { customerId: number };
  const inCurrency = currency ?? shopOf(world, shopId).currency;
  if (world.store.get(customers, shopId, customerId) === null) {
    return refuse('OWNER_NOT_FOUND', ['id'], 'Owner does not exist');
  }
  const at = world.clock.now();
  return done(
    accountOf(world, shopId, customerId, inCurrency) ?? {
      id: world.store.nextId(),
      customerId,
      currency: inCurrency,
      balanceMinor: 0,
      transactions: [],
      createdAt: at,
      updatedAt: at,
    },
  );
}

function wrongCurrency(
  account: StoreCreditAccount,
  currency: string | null | undefined,
  field: readonly string[],
) {
  if (!currency || currency === account.currency) return null;
  const words = 'The currency provided does not match the currency of the store credit account';
  return refuse('MISMATCHING_CURRENCY', field, words);
}

function spendFirstLapsing(account: StoreCreditAccount, amountMinor: number): StoreCreditAccount {
  let left = amountMinor;
  const remaining = new Map<number, number>();
  const lapse = (one: StoreCreditTransaction) => one.expiresAt ?? Infinity;
  for (const one of [...account.transactions].sort((a, b) => lapse(a) - lapse(b) || a.id - b.id)) {
    const taken = Math.min(one.remainingMinor, left);
    remaining.set(one.id, one.remainingMinor - taken);
    left -= taken;
  }
  return withRemaining(account, remaining);
}

function withRemaining(
  account: StoreCreditAccount,
  remaining: ReadonlyMap<number, number>,
): StoreCreditAccount {
  const transactions = account.transactions.map((one) => ({
    ...one,
    remainingMinor: remaining.get(one.id) ?? one.remainingMinor,
  }));
  return { ...account, transactions };
}

function post(
  world: World,
  shopId: number,
  account: StoreCreditAccount,
  entry: Omit<StoreCreditTransaction, 'id' | 'at' | 'balanceAfterMinor'>,
): CreditMoved {
  const at = world.clock.now();
  const balanceMinor = account.balanceMinor + entry.amountMinor;
  const id = world.store.nextId();
  const transaction = { ...entry, id, at, balanceAfterMinor: balanceMinor };
  const transactions = [...account.transactions, transaction];
  const kept = { ...account, balanceMinor, transactions, updatedAt: at };
  return { account: world.store.put(storeCreditAccounts, shopId, kept), transaction };
}
