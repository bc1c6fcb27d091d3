/** `StoreCreditAccount` and its transactions, of every type there is. */
import type { StoreCreditAccount, StoreCreditTransaction } from '../../../model/customer.ts';
import { customers, storeCreditAccounts } from '../../../model/kinds.ts';
import { orders } from '../../../model/order-kind.ts';
import { defineKind, instant, text } from '../../../store/kind.ts';
import type { NodeLookup, Resolvers } from '../../engine/area.ts';
import { listConnection } from '../../engine/connection.ts';
import type { AdminContext } from '../../engine/context.ts';
import { notImplemented } from '../../engine/errors.ts';
import { idOf } from '../../engine/gid.ts';
import { moneyV2 } from '../../engine/money-fields.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import { transactionNode } from '../orders/payment-fields.ts';
import { searchItems } from '../products/search-items.ts';

export type CreditMove = StoreCreditTransaction & { readonly account: StoreCreditAccount };

/** Not kept by themselves: the fields by which an account's transactions are searched. */
const moves = defineKind<StoreCreditTransaction>('StoreCreditTransaction', {
  type: text(({ type }) => type),
  expires_at: instant(({ expiresAt }) => expiresAt),
});

const TYPES = {
  credit: 'StoreCreditAccountCreditTransaction',
  debit: 'StoreCreditAccountDebitTransaction',
  expiration: 'StoreCreditAccountExpirationTransaction',
  debit_revert: 'StoreCreditAccountDebitRevertTransaction',
} as const;

export const accountQueries: Resolvers = {
  storeCreditAccount: (_parent, { id }: { id: string }, { world, shop }) =>
    world.store.get(storeCreditAccounts, shop.id, idOf(id, 'StoreCreditAccount')),
  storeCreditConfiguration: () => ({ storeCreditEnabled: true }),
};

export const accountFields: Resolvers = {
  balance: ({ balanceMinor, currency }: StoreCreditAccount) => moneyV2(balanceMinor, currency),
  owner: ({ customerId }: StoreCreditAccount, _args, { world, shop }) => {
    const customer = world.store.get(customers, shop.id, customerId);
    return customer === null ? null : { __typename: 'Customer', ...customer };
  },
  transactions: (account: StoreCreditAccount, args: PageArgs, { world }) => {
    const now = world.clock.now();
    const found = searchItems(account.transactions, args.query, { kind: moves, now });
    const lapse = (one: StoreCreditTransaction) => one.expiresAt ?? Infinity;
    const sorted =
      args.sortKey === 'EXPIRES_AT'
        ? found.toSorted((one, other) => lapse(one) - lapse(other) || one.id - other.id)
        : found;
    return listConnection(args, sorted, (one) => creditMoveNode(account, one));
  },
};

/** A transaction as the type it is. */
export function creditMoveNode(account: StoreCreditAccount, move: StoreCreditTransaction) {
  return { __typename: TYPES[move.type], ...move, account };
}

const moveFields: Resolvers = {
  amount: ({ amountMinor, account }: CreditMove) => moneyV2(amountMinor, account.currency),
  balanceAfterTransaction: ({ balanceAfterMinor, account }: CreditMove) =>
    moneyV2(balanceAfterMinor, account.currency),
  createdAt: ({ at }: CreditMove) => at,
  event: ({ type, orderId }: CreditMove) => {
    if (orderId === null) return 'ADJUSTMENT';
    return type === 'debit' ? 'ORDER_PAYMENT' : 'ORDER_REFUND';
  },
  origin: (move: CreditMove, _args, context) => originOf(move, context),
};

export const creditMoveTypes: Readonly<Record<string, Resolvers>> = {
  StoreCreditAccountCreditTransaction: {
    ...moveFields,
    remainingAmount: ({ remainingMinor, account }: CreditMove) =>
      moneyV2(remainingMinor, account.currency),
  },
  StoreCreditAccountDebitTransaction: moveFields,
  StoreCreditAccountExpirationTransaction: {
    ...moveFields,
    creditTransaction: (move: CreditMove) => creditMoveNode(move.account, lapsedCredit(move)),
  },
  StoreCreditAccountDebitRevertTransaction: {
    ...moveFields,
    debitTransaction: () => {
      throw notImplemented('StoreCreditAccountDebitRevertTransaction.debitTransaction');
    },
  },
};

/** By the gid of a transaction, whose kind says its type. */
export const findMove =
  (type: StoreCreditTransaction['type']): NodeLookup =>
  (id, { world, shop }) => {
    for (const account of world.store.each(storeCreditAccounts, shop.id)) {
      const move = account.transactions.find((one) => one.id === id && one.type === type);
      if (move !== undefined) return creditMoveNode(account, move);
    }
    return null;
  };

/** The latest credit whose day had come when the expiration was written. */
function lapsedCredit({ account, at }: CreditMove): StoreCreditTransaction {
  const lapsed = account.transactions
    .filter(({ type, expiresAt }) => type === 'credit' && expiresAt !== null && expiresAt <= at)
    .toSorted((one, other) => (one.expiresAt ?? 0) - (other.expiresAt ?? 0));
  const credit = lapsed.at(-1);
  if (credit === undefined) throw new Error(`No credit of account ${account.id} lapsed.`);
  return credit;
}

/** The payment or refund of an order that moved the credit. */
function originOf({ orderId, account, amountMinor }: CreditMove, { world, shop }: AdminContext) {
  const order = orderId === null ? null : world.store.get(orders, shop.id, orderId);
  const found = order?.transactions.find(
    (one) => one.storeCreditAccountId === account.id && one.amountMinor === Math.abs(amountMinor),
  );
  if (!order || !found) return null;
  return { __typename: 'OrderTransaction', ...transactionNode(order, found) };
}
