/** `GiftCard` and its transactions. */
import type { GiftCard, GiftCardTransaction } from '../../../model/customer.ts';
import { customers, giftCards } from '../../../model/kinds.ts';
import { isUsableGiftCard } from '../../../trade/gift-cards.ts';
import type { NodeLookup, Resolvers } from '../../engine/area.ts';
import { connection, countOf, listConnection, type Source } from '../../engine/connection.ts';
import type { AdminContext } from '../../engine/context.ts';
import { coded } from '../../engine/errors.ts';
import { idOf } from '../../engine/gid.ts';
import { moneyV2 } from '../../engine/money-fields.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import type { SearchTerm } from '../../engine/rewrite-search.ts';
import type { Search } from '../../../store/search-syntax.ts';
import { visibleOrder } from '../orders/find-orders.ts';
import { lineNode } from '../orders/line-fields.ts';
import { limitsOf } from './limits.ts';

export type CardMove = GiftCardTransaction & { readonly card: GiftCard };

export const giftCardFields: Resolvers = {
  balance: (card: GiftCard) => moneyV2(card.balanceMinor, card.currency),
  initialValue: (card: GiftCard) => moneyV2(card.initialMinor, card.currency),
  enabled: ({ disabledAt }: GiftCard) => disabledAt === null,
  deactivatedAt: ({ disabledAt }: GiftCard) => disabledAt,
  isRedeemable: (card: GiftCard, _args, { world, shop }) => isUsableGiftCard(world, shop.id, card),
  lastCharacters: ({ code }: GiftCard) => code.slice(-4),
  maskedCode: ({ code }: GiftCard) => `•••• •••• •••• ${code.slice(-4)}`,
  customer: ({ customerId }: GiftCard, _args, { world, shop }) =>
    customerId === null ? null : world.store.get(customers, shop.id, customerId),
  order: ({ orderId }: GiftCard, _args, context) =>
    orderId === null ? null : visibleOrder(orderId, context),
  lineItem: ({ orderId, lineItemId }: GiftCard, _args, context) => {
    const order = orderId === null ? null : visibleOrder(orderId, context);
    const line = order?.lines.find(({ id }) => id === lineItemId);
    return order && line ? lineNode(order, line) : null;
  },
  /** Cards are issued in the shop's currency only. */
  crossCurrencyRedemptionStrategy: () => 'MARKET_FX',
  recipientAttributes: () => null,
  templateSuffix: () => null,
  transactions: (card: GiftCard, args: PageArgs) =>
    listConnection(args, card.transactions, (one) => moveNode(card, one)),
};

/** A transaction as the type it is: what takes money off is a debit. */
export function moveNode(card: GiftCard, move: GiftCardTransaction) {
  const __typename =
    move.amountMinor < 0 ? 'GiftCardDebitTransaction' : 'GiftCardCreditTransaction';
  return { __typename, ...move, card };
}

export const moveFields: Resolvers = {
  amount: ({ amountMinor, card }: CardMove) => moneyV2(amountMinor, card.currency),
  giftCard: ({ card }: CardMove) => card,
  processedAt: ({ at }: CardMove) => at,
};

export const giftCardQueries: Resolvers = {
  giftCard: (_parent, { id }: { id: string }, { world, shop }) => {
    const card = world.store.get(giftCards, shop.id, idOf(id, 'GiftCard'));
    if (card === null) throw coded('The gift card could not be found.', 'NOT_FOUND');
    return card;
  },
  giftCards: (_parent, args: PageArgs, context, info) =>
    connection(args, context, info, sourceOf(context)),
  giftCardsCount: (_parent, args: PageArgs, context, info) =>
    countOf(args, context, info, sourceOf(context)),
  giftCardConfiguration: (_parent, _args, { shop }) => {
    const { issueMinor, purchaseMinor } = limitsOf(shop);
    return {
      issueLimit: moneyV2(issueMinor, shop.currency),
      purchaseLimit: moneyV2(purchaseMinor, shop.currency),
    };
  },
};

export const findCard: NodeLookup = (id, { world, shop }) =>
  world.store.get(giftCards, shop.id, id);

function sourceOf({ world, shop }: AdminContext): Source<GiftCard> {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: shop.zone });
  const today = day.format(world.clock.now());
  return {
    kind: giftCards,
    sortKeys: {
      AMOUNT_SPENT: 'spent',
      BALANCE: 'balance',
      CODE: 'code',
      CREATED_AT: 'created_at',
      DISABLED_AT: 'disabled_at',
      EXPIRES_ON: 'expires_on',
      INITIAL_VALUE: 'initial_value',
      UPDATED_AT: 'updated_at',
    },
    rewrite: (term) => inOwnFields(term, today),
  };
}

/** `status` and `source` follow from what is kept; they are not kept themselves. */
function inOwnFields(term: SearchTerm, today: string): Search {
  const value = term.value.toLowerCase();
  const any = (field: string): Search => ({ ...term, field, value: '', isPrefix: true });
  const none = (field: string): Search => ({ type: 'not', part: any(field) });
  if (term.field === 'status') {
    if (value === 'enabled') return none('disabled_at');
    if (value === 'disabled') return any('disabled_at');
    const comparison = value === 'expired' ? '<' : '>=';
    return { ...term, field: 'expires_on', comparison, value: today, isPrefix: false };
  }
  if (term.field === 'source') {
    if (value === 'purchased') return any('order_id');
    if (value === 'api_client') return any('app_id');
    return { type: 'and', parts: [none('order_id'), none('app_id')] };
  }
  return term;
}
