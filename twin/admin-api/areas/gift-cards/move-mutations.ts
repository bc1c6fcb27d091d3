/** `giftCardCredit` and `giftCardDebit`. */
import type { GiftCard } from '../../../model/customer.ts';
import { giftCards } from '../../../model/kinds.ts';
import { worthMinor } from '../../../money/money.ts';
import { moveOnGiftCard } from '../../../trade/gift-cards.ts';
import type { Resolvers } from '../../engine/area.ts';
import type { AdminContext } from '../../engine/context.ts';
import { idOf } from '../../engine/gid.ts';
import { refuse, type UserError } from '../../engine/user-errors.ts';
import { moveNode } from './gift-card-fields.ts';
import { type MoneyInput, unusableCard } from './gift-card-mutations.ts';
import { limitsOf } from './limits.ts';

type Said = { readonly note?: string | null; readonly processedAt?: number | null };
type CreditArgs = { id: string; creditInput: Said & { creditAmount: MoneyInput } };
type DebitArgs = { id: string; debitInput: Said & { debitAmount: MoneyInput } };

type Move = Said & {
  readonly id: string;
  readonly money: MoneyInput;
  readonly input: 'creditInput' | 'debitInput';
  readonly amount: 'creditAmount' | 'debitAmount';
};

export const moveMutations: Resolvers = {
  giftCardCredit: (_parent, { id, creditInput }: CreditArgs, context) => {
    const { creditAmount: money, ...said } = creditInput;
    const where = { input: 'creditInput', amount: 'creditAmount' } as const;
    return move(context, { ...said, ...where, id, money }, 'giftCardCreditTransaction');
  },
  giftCardDebit: (_parent, { id, debitInput }: DebitArgs, context) => {
    const { debitAmount: money, ...said } = debitInput;
    const where = { input: 'debitInput', amount: 'debitAmount' } as const;
    return move(context, { ...said, ...where, id, money }, 'giftCardDebitTransaction');
  },
};

function move(context: AdminContext, asked: Move, payload: string) {
  const { world, shop } = context;
  const card = world.store.get(giftCards, shop.id, idOf(asked.id, 'GiftCard'));
  if (card === null) {
    return refuse(['id'], 'The gift card could not be found.', 'GIFT_CARD_NOT_FOUND');
  }
  const error = unusableCard(card, context) ?? wrongMove(context, card, asked);
  if (error !== null) return { userErrors: [error] };
  const minor = worthMinor(asked.money.amount, 1, card.currency);
  const amountMinor = asked.input === 'creditInput' ? minor : -minor;
  const { id } = card;
  const note = asked.note ?? null;
  const moved = moveOnGiftCard(world, shop.id, { id, amountMinor, orderId: null, note });
  const kept = asked.processedAt ? dated(context, moved, asked.processedAt) : moved;
  const transaction = kept.transactions.at(-1);
  return { [payload]: transaction === undefined ? null : moveNode(kept, transaction) };
}

function wrongMove(
  { world, shop }: AdminContext,
  card: GiftCard,
  { money, input, amount, processedAt }: Move,
): UserError | null {
  const at = (name: string) => [input, amount, name];
  const minor = worthMinor(money.amount, 1, card.currency);
  if (minor <= 0) {
    return error(at('amount'), 'A positive amount must be used.', 'NEGATIVE_OR_ZERO_AMOUNT');
  }
  if (money.currencyCode !== card.currency) {
    const words = 'The currency provided does not match the currency of the gift card.';
    return error(at('currencyCode'), words, 'MISMATCHING_CURRENCY');
  }
  if (typeof processedAt === 'number') {
    const field = [input, 'processedAt'];
    if (processedAt < 0) return error(field, 'A valid processed date must be used.', 'INVALID');
    if (processedAt > world.clock.now()) {
      return error(field, 'The processed date must not be in the future.', 'INVALID');
    }
  }
  if (input === 'debitInput' && minor > card.balanceMinor) {
    const words = 'The gift card does not have sufficient funds to satisfy the request.';
    return error(at('amount'), words, 'INSUFFICIENT_FUNDS');
  }
  if (input === 'creditInput' && card.balanceMinor + minor > limitsOf(shop).issueMinor) {
    const words = "The gift card's value exceeds the allowed limits.";
    return error(at('amount'), words, 'GIFT_CARD_LIMIT_EXCEEDED');
  }
  return null;
}

const error = (field: readonly string[], message: string, code: string): UserError => ({
  field,
  message,
  code,
});

/** The last transaction as of when the app says it happened. */
function dated({ world, shop }: AdminContext, card: GiftCard, at: number): GiftCard {
  const last = card.transactions.length - 1;
  const transactions = card.transactions.map((one, index) =>
    index === last ? { ...one, at } : one,
  );
  return world.store.put(giftCards, shop.id, { ...card, transactions });
}
