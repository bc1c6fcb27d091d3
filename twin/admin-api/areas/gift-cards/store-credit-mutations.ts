/** `storeCreditAccountCredit` and `storeCreditAccountDebit`. */
import { worthMinor } from '../../../money/money.ts';
import { accountOf, creditAccount, debitAccount } from '../../../trade/store-credit.ts';
import type { Resolvers } from '../../engine/area.ts';
import type { AdminContext } from '../../engine/context.ts';
import { fromGid } from '../../engine/gid.ts';
import { notFound } from '../../engine/errors.ts';
import { refuse } from '../../engine/user-errors.ts';
import { asUserError } from '../customers/said.ts';
import type { MoneyInput } from './gift-card-mutations.ts';
import { creditMoveNode } from './store-credit-fields.ts';

type CreditInput = {
  readonly creditAmount: MoneyInput;
  readonly expiresAt?: number | null;
  readonly notify?: boolean | null;
};
type CreditArgs = { readonly id: string; readonly creditInput: CreditInput };
type DebitArgs = { readonly id: string; readonly debitInput: { readonly debitAmount: MoneyInput } };

const COMMON = ['ACCOUNT_NOT_FOUND', 'MISMATCHING_CURRENCY', 'NEGATIVE_OR_ZERO_AMOUNT'];
const CREDIT_CODES = [...COMMON, 'EXPIRES_AT_IN_PAST', 'OWNER_NOT_FOUND'];
const DEBIT_CODES = [...COMMON, 'INSUFFICIENT_FUNDS'];

export const storeCreditMutations: Resolvers = {
  storeCreditAccountCredit: (_parent, { id, creditInput }: CreditArgs, context) => {
    const { world, shop } = context;
    const { creditAmount: money, expiresAt, notify } = creditInput;
    const place = placeOf(id);
    if (place === null) return refuse(['id'], 'Owner does not exist', 'OWNER_NOT_FOUND');
    if (!isSupported(money.currencyCode, context)) {
      const words = 'The currency provided is not currently supported';
      const field = ['creditInput', 'creditAmount', 'currencyCode'];
      return refuse(field, words, 'UNSUPPORTED_CURRENCY');
    }
    // The credit counts whether or not its owner is told of it.
    if (notify === true) context.onNotImplemented('StoreCreditAccountCreditInput.notify');
    const outcome = creditAccount(world, shop.id, {
      place,
      amountMinor: worthMinor(money.amount, 1, money.currencyCode),
      currency: money.currencyCode,
      expiresAt: expiresAt ?? null,
    });
    if (!outcome.ok) return { userErrors: [asUserError(outcome, { codes: CREDIT_CODES })] };
    const { account, transaction } = outcome.value;
    return { storeCreditAccountTransaction: creditMoveNode(account, transaction) };
  },

  storeCreditAccountDebit: (_parent, { id, debitInput }: DebitArgs, context) => {
    const { world, shop } = context;
    const { amount, currencyCode } = debitInput.debitAmount;
    const place = placeOf(id);
    // A debit opens no account: whoever has none in the currency has none.
    const owner = place !== null && 'customerId' in place ? place.customerId : null;
    const hasNone = owner !== null && accountOf(world, shop.id, owner, currencyCode) === null;
    if (place === null || hasNone) {
      return refuse(['id'], 'Store credit account does not exist', 'ACCOUNT_NOT_FOUND');
    }
    const outcome = debitAccount(world, shop.id, {
      place,
      amountMinor: worthMinor(amount, 1, currencyCode),
      currency: currencyCode,
    });
    if (!outcome.ok) return { userErrors: [asUserError(outcome, { codes: DEBIT_CODES })] };
    const { account, transaction } = outcome.value;
    return { storeCreditAccountTransaction: creditMoveNode(account, transaction) };
  },
};

type Place = { readonly customerId: number } | { readonly accountId: number };

/** By owner or by account; null: a company's location, of which the twin has none. */
function placeOf(gid: string): Place | null {
  const { kind, id = 0 } = fromGid(gid) ?? {};
  if (kind === 'Customer') return { customerId: id };
  if (kind === 'StoreCreditAccount') return { accountId: id };
  if (kind === 'CompanyLocation') return null;
  throw notFound(`Invalid id: ${gid}`);
}

/** Currencies in which something can be bought in the shop. */
function isSupported(currency: string, { shop }: AdminContext): boolean {
  return currency === shop.currency || currency in shop.presentmentRates;
}
