/**
 * Gift cards: issued by staff and apps or sold by an order, spent at checkouts, refilled by
 * refunds. Rules of `giftCardCreate`
 * (https://shopify.dev/docs/api/admin-graphql/latest/mutations/giftCardCreate, read 2026-11): a
 * code has 8 to 20 letters and digits and is unique; an expiry is a day of the shop.
 */
import type { GiftCard } from '../model/customer.ts';
import { customers, giftCards } from '../model/kinds.ts';
import type { World } from '../world/world.ts';
import { type Outcome, done, refuse } from './refusal.ts';
import { shopOf } from './tell.ts';

export type GiftCardToIssue = {
  readonly initialMinor: number;
  /** Null: one is made up. */
  readonly code?: string | null;
  readonly customerId?: number | null;
  readonly note?: string | null;
  /** A date, `2027-11-23`. */
  readonly expiresOn?: string | null;
  readonly appId?: number | null;
  readonly orderId?: number | null;
  readonly lineItemId?: number | null;
};

/**
 * Refused with `GREATER_THAN`, `TOO_SHORT`, `TOO_LONG`, `INVALID`, `TAKEN`, `CUSTOMER_NOT_FOUND`.
 */
export function issueGiftCard(
  world: World,
  shopId: number,
  card: GiftCardToIssue,
): Outcome<GiftCard> {
  return world.transact(() => {
    if (!(card.initialMinor > 0)) {
      return refuse('GREATER_THAN', ['input', 'initialValue'], 'must be greater than 0');
    }
    const code = normalCode(card.code ?? world.chance.letters(16));
    const wrong = wrongCode(world, shopId, code);
    if (wrong !== null) return wrong;
    const customerId = card.customerId ?? null;
    if (customerId !== null && world.store.get(customers, shopId, customerId) === null) {
      return refuse(
        'CUSTOMER_NOT_FOUND',
        ['input', 'customerId'],
        'The customer could not be found.',
      );
    }
    const at = world.clock.now();
    return done(
      world.store.put(giftCards, shopId, {
        id: world.store.nextId(),
        code,
        initialMinor: card.initialMinor,
        balanceMinor: card.initialMinor,
        currency: shopOf(world, shopId).currency,
        customerId,
        note: card.note ?? null,
        expiresOn: card.expiresOn ?? null,
        disabledAt: null,
        orderId: card.orderId ?? null,
        lineItemId: card.lineItemId ?? null,
        appId: card.appId ?? null,
        transactions: [],
        createdAt: at,
        updatedAt: at,
      }),
    );
  });
}

function wrongCode(world: World, shopId: number, code: string) {
  const field = ['input', 'code'];
  if (code.length < 8) {
    return refuse('TOO_SHORT', field, 'Code must be at least 8 characters long');
  }
  if (code.length > 20) {
    return refuse('TOO_LONG', field, 'Code must be at most 20 characters long');
  }
  if (!/^[a-z0-9]+$/.test(code)) {
    return refuse('INVALID', field, 'Code can only contain letters(a-z) and numbers(0-9)');
  }
  if (world.store.findOne(giftCards, shopId, 'code', code) === null) return null;
  return refuse('TAKEN', field, 'Code has already been taken');
}

/** As codes are kept and compared: lower case, without spaces and dashes. */
export const normalCode = (code: string) => code.toLowerCase().replace(/[\s-]/g, '');

/** Whether it can pay: not switched off, not expired, something left. */
export function isUsableGiftCard(world: World, shopId: number, card: GiftCard): boolean {
  return card.disabledAt === null && card.balanceMinor > 0 && !isExpired(world, shopId, card);
}

/** It is good all of its last day, in the shop's zone. */
export function isExpired(world: World, shopId: number, card: GiftCard): boolean {
  if (card.expiresOn === null) return false;
  const timeZone = shopOf(world, shopId).zone;
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(world.clock.now());
  return card.expiresOn < today;
}

/** Switches a card off; for good. */
export function deactivateGiftCard(world: World, shopId: number, id: number): Outcome<GiftCard> {
  return changeGiftCard(world, shopId, id, (card, at) => ({
    ...card,
    disabledAt: card.disabledAt ?? at,
  }));
}

export function updateGiftCard(
  world: World,
  shopId: number,
  change: {
    readonly id: number;
    readonly note?: string | null;
    readonly expiresOn?: string | null;
    readonly customerId?: number;
  },
): Outcome<GiftCard> {
  const { id, ...fields } = change;
  return changeGiftCard(world, shopId, id, (card) => ({ ...card, ...fields }));
}

/**
 * Puts money on a card or takes it off: negative `amountMinor` spends. A bug if it is not there.
 */
export function moveOnGiftCard(
  world: World,
  shopId: number,
  move: { id: number; amountMinor: number; orderId: number | null; note?: string | null },
): GiftCard {
  const moved = changeGiftCard(world, shopId, move.id, (card, at) => {
    const balanceMinor = card.balanceMinor + move.amountMinor;
    if (balanceMinor < 0) throw new Error(`Gift card ${card.id} does not hold that much.`);
    const { amountMinor, orderId, note = null } = move;
    const entry = { id: world.store.nextId(), amountMinor, orderId, note, at };
    return { ...card, balanceMinor, transactions: [...card.transactions, entry] };
  });
  if (!moved.ok) throw new Error(`There is no gift card ${move.id}.`);
  return moved.value;
}

function changeGiftCard(
  world: World,
  shopId: number,
  id: number,
  change: (card: GiftCard, at: number) => GiftCard,
): Outcome<GiftCard> {
  return world.transact(() => {
    const card = world.store.get(giftCards, shopId, id);
    if (card === null) return refuse('INVALID', ['id'], 'The gift card could not be found.');
    const at = world.clock.now();
    return done(world.store.put(giftCards, shopId, { ...change(card, at), updatedAt: at }));
  });
}
