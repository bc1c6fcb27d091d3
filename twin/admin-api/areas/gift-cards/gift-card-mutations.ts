/** Gift cards issued, changed, refilled, spent and switched off by apps. */
import type { GiftCard } from '../../../model/customer.ts';
import { customers, giftCards } from '../../../model/kinds.ts';
import { worthMinor } from '../../../money/money.ts';
import {
  deactivateGiftCard,
  isExpired,
  issueGiftCard,
  updateGiftCard,
} from '../../../trade/gift-cards.ts';
import { moneyWords } from '../../../trade/money-words.ts';
import type { Resolvers } from '../../engine/area.ts';
import type { AdminContext } from '../../engine/context.ts';
import { accessDenied, notImplemented } from '../../engine/errors.ts';
import { idOf } from '../../engine/gid.ts';
import { refuse, type UserError } from '../../engine/user-errors.ts';
import { asUserError, doneOr } from '../customers/said.ts';
import { limitsOf } from './limits.ts';

export type MoneyInput = { readonly amount: string; readonly currencyCode: string };

type CardInput = {
  readonly code?: string | null;
  readonly customerId?: string | null;
  readonly expiresOn?: string | null;
  readonly initialAmount?: MoneyInput | null;
  readonly initialValue?: string | null;
  readonly note?: string | null;
  readonly recipientAttributes?: unknown;
  readonly templateSuffix?: string | null;
  readonly crossCurrencyRedemptionStrategy?: string | null;
};

const NOT_FOUND = 'The gift card could not be found.';
const DEACTIVATED = 'The gift card is deactivated.';
/** A code that is taken is refused without a code of error (`gift-card-create-validation.json`). */
const CODES = ['CUSTOMER_NOT_FOUND', 'GREATER_THAN', 'INVALID', 'TOO_LONG', 'TOO_SHORT'];

export const giftCardMutations: Resolvers = {
  giftCardCreate: (_parent, { input }: { input: CardInput }, context) => {
    assertKept(input);
    const { world, shop, app } = context;
    const initialMinor = initialOf(input, context);
    const customerId = customerOf(input, context);
    if (customerId === 'nobody') return noCustomer();
    const { issueMinor } = limitsOf(shop);
    if (initialMinor > issueMinor) {
      const words = `can't exceed ${moneyWords(issueMinor, shop.currency)} ${shop.currency}`;
      return refuse(['input', 'initialValue'], words, 'GIFT_CARD_LIMIT_EXCEEDED');
    }
    const { code, note, expiresOn } = input;
    const outcome = issueGiftCard(world, shop.id, {
      initialMinor,
      customerId,
      code: code ?? null,
      note: note ?? null,
      expiresOn: expiresOn ?? null,
      appId: app.id,
    });
    if (!outcome.ok) return { userErrors: [asUserError(outcome, { codes: CODES })] };
    return { giftCard: outcome.value, giftCardCode: outcome.value.code };
  },

  giftCardUpdate: (_parent, args: { id: string; input: CardInput }, context) => {
    const { input } = args;
    assertKept(input);
    const { world, shop } = context;
    const card = world.store.get(giftCards, shop.id, idOf(args.id, 'GiftCard'));
    if (card === null) return refuse(['id'], NOT_FOUND);
    const named = Object.entries(input).filter(([, value]) => value !== undefined);
    if (named.length === 0) {
      return refuse(['input'], 'At least one argument is required in the input.', 'INVALID');
    }
    const frozen = frozenField(card, input);
    if (frozen !== null) return frozen;
    const customerId = customerOf(input, context);
    if (customerId === 'nobody') return noCustomer();
    const change = {
      ...(input.note === undefined ? {} : { note: input.note }),
      ...(input.expiresOn === undefined ? {} : { expiresOn: input.expiresOn }),
      ...(customerId === null ? {} : { customerId }),
    };
    if (isNoChange(card, change)) return { giftCard: card };
    return { giftCard: doneOr(updateGiftCard(world, shop.id, { id: card.id, ...change })) };
  },

  giftCardDeactivate: (_parent, { id }: { id: string }, { world, shop }) => {
    const outcome = deactivateGiftCard(world, shop.id, idOf(id, 'GiftCard'));
    if (!outcome.ok) return refuse(['id'], NOT_FOUND, 'GIFT_CARD_NOT_FOUND');
    return { giftCard: outcome.value };
  },

  giftCardSendNotificationToCustomer: (_parent, { id }: { id: string }, context) => {
    const { world, shop } = context;
    const card = world.store.get(giftCards, shop.id, idOf(id, 'GiftCard'));
    if (card === null) return refuse(['id'], NOT_FOUND, 'GIFT_CARD_NOT_FOUND');
    const unusable = unusableCard(card, context);
    if (unusable !== null) return { userErrors: [unusable] };
    if (card.customerId === null) return refuse(null, 'The gift card has no customer.', 'INVALID');
    const name = 'Mutation.giftCardSendNotificationToCustomer';
    context.onNotImplemented(name);
    throw notImplemented(name);
  },
};

/** Why nothing can be moved on a card. */
export function unusableCard(card: GiftCard, { world, shop }: AdminContext): UserError | null {
  if (card.disabledAt !== null) return { field: ['id'], message: DEACTIVATED, code: 'INVALID' };
  if (!isExpired(world, shop.id, card)) return null;
  return { field: ['id'], message: 'The gift card has expired.', code: 'INVALID' };
}

function initialOf({ initialAmount, initialValue }: CardInput, { shop }: AdminContext): number {
  if (initialAmount && initialAmount.currencyCode !== shop.currency) {
    throw notImplemented('GiftCardCreateInput.initialAmount in another currency');
  }
  return worthMinor(initialAmount?.amount ?? initialValue ?? '0', 1, shop.currency);
}

/** Null: nobody is named. Throws where the token may not name customers. */
function customerOf(
  { customerId }: CardInput,
  { world, shop, scopes }: AdminContext,
): number | null | 'nobody' {
  if (!customerId) return null;
  if (!scopes.has('write_customers')) {
    throw accessDenied('customerId', '`write_customers` access scope.');
  }
  const id = idOf(customerId, 'Customer');
  return world.store.get(customers, shop.id, id) === null ? 'nobody' : id;
}

function noCustomer() {
  const message = 'The customer could not be found.';
  return refuse(['input', 'customerId'], message, 'CUSTOMER_NOT_FOUND');
}

/** A card that is switched off keeps its day and its customer; its note may still change. */
function frozenField(card: GiftCard, input: CardInput) {
  if (card.disabledAt === null) return null;
  const name = (['expiresOn', 'customerId'] as const).find((one) => input[one] !== undefined);
  return name === undefined ? null : refuse(['input', name], DEACTIVATED, 'INVALID');
}

function isNoChange(card: GiftCard, change: Partial<GiftCard>): boolean {
  return Object.entries(change).every(([name, value]) => card[name as keyof GiftCard] === value);
}

function assertKept(input: CardInput): void {
  const names = ['recipientAttributes', 'templateSuffix'] as const;
  const unkept = names.find((name) => input[name]);
  if (unkept !== undefined) throw notImplemented(`GiftCardCreateInput.${unkept}`);
  const strategy = input.crossCurrencyRedemptionStrategy ?? 'MARKET_FX';
  if (strategy !== 'MARKET_FX') {
    throw notImplemented('GiftCardCreateInput.crossCurrencyRedemptionStrategy');
  }
}
