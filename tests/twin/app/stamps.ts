/**
 * Who has how many stamps. A paid order is one stamp however often it is told of: stamps are sets
 * of orders, so a webhook that comes twice changes nothing. A gift uses up a card of stamps.
 */
import { ask, shopify } from './shopify.ts';

type Card = { readonly orders: Set<string>; used: number };
type Book = { readonly cards: Map<string, Card>; goal: number };

const GOAL = 10;
const books = new Map<string, Book>();

export function bookOf(shop: string): Book {
  const known = books.get(shop);
  if (known) return known;
  const book: Book = { cards: new Map(), goal: GOAL };
  books.set(shop, book);
  return book;
}

function cardOf(shop: string, customer: string): Card {
  const { cards } = bookOf(shop);
  const known = cards.get(customer);
  if (known) return known;
  const card: Card = { orders: new Set(), used: 0 };
  cards.set(customer, card);
  return card;
}

export function stampsOf(shop: string, customer: string | undefined): number {
  const card = customer ? bookOf(shop).cards.get(customer) : undefined;
  return card ? Math.max(0, card.orders.size - card.used) : 0;
}

/** Stamps the card for an order that was paid. */
export async function stamp(shop: string, customer: string, order: string): Promise<void> {
  cardOf(shop, customer).orders.add(order);
  await showStamps(shop, customer);
}

/** Takes the stamp of an order back that was given back whole. */
export async function unstamp(shop: string, customer: string, order: string): Promise<void> {
  cardOf(shop, customer).orders.delete(order);
  await showStamps(shop, customer);
}

/** Forgets a customer, as the law and Shopify ask. */
export function forget(shop: string, customer: string): void {
  bookOf(shop).cards.delete(customer);
}

export type Gift = { ok: true; code: string } | { ok: false; message: string };

/** Swaps a full card for a code that works once, for this customer alone. */
export async function giveGift(shop: string, customer: string | undefined): Promise<Gift> {
  if (!customer) return { ok: false, message: 'Log in to use your stamps.' };
  const { goal } = bookOf(shop);
  const missing = goal - stampsOf(shop, customer);
  if (missing > 0) return { ok: false, message: `${missing} more to go.` };
  const card = cardOf(shop, customer);
  card.used += goal;
  try {
    const code = await createCode(shop, customer);
    await showStamps(shop, customer);
    return { ok: true, code };
  } catch (error) {
    card.used -= goal;
    throw error;
  }
}

type CodeAnswer = {
  discountCodeBasicCreate: {
    codeDiscountNode: { id: string } | null;
    userErrors: { message: string }[];
  };
};

async function createCode(shop: string, customer: string): Promise<string> {
  const { admin } = await shopify.unauthenticated.admin(shop);
  const code = `GIFT-${crypto.randomUUID().slice(0, 8).toUpperCase()}`;
  const answer = await ask<CodeAnswer>(
    admin,
    `mutation Gift($discount: DiscountCodeBasicInput!) {
      discountCodeBasicCreate(basicCodeDiscount: $discount) {
        codeDiscountNode { id }
        userErrors { field message }
      }
    }`,
    {
      discount: {
        title: `Stamp gift ${code}`,
        code,
        startsAt: new Date().toISOString(),
        usageLimit: 1,
        context: { customers: { add: [customer] } },
        customerGets: {
          items: { all: true },
          value: { discountAmount: { amount: '5.00', appliesOnEachItem: false } },
        },
        combinesWith: { orderDiscounts: true, shippingDiscounts: true },
      },
    },
  );
  const [refusal] = answer.discountCodeBasicCreate.userErrors;
  if (refusal) throw new Error(refusal.message);
  return code;
}

/** Keeps the number where the theme and the checkout can read it without asking us. */
async function showStamps(shop: string, customer: string): Promise<void> {
  const { admin } = await shopify.unauthenticated.admin(shop);
  const answer = await ask<{ metafieldsSet: { userErrors: { message: string }[] } }>(
    admin,
    `mutation Show($metafields: [MetafieldsSetInput!]!) {
      metafieldsSet(metafields: $metafields) { userErrors { field message } }
    }`,
    {
      metafields: [
        {
          ownerId: customer,
          namespace: '$app',
          key: 'stamps',
          type: 'number_integer',
          value: String(stampsOf(shop, customer)),
        },
      ],
    },
  );
  const [refusal] = answer.metafieldsSet.userErrors;
  if (refusal) throw new Error(refusal.message);
}
