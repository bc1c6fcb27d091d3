/**
 * The list of members, or those a search finds. What was typed decides where it is looked for:
 * `#1001` is an order, digits are a customer's id, anything else is a name or an e-mail and is
 * asked of Shopify, as we keep neither.
 */
import type { ListedMember, MembersQuestion, MembersView } from '../contracts/admin-members.ts';
import { sayCursor } from '../contracts/admin-member-forms.ts';
import { nameCustomers, orTrouble } from './name-customers.ts';
import type { AdminStore } from './ports/admin.ts';
import type { FoundCustomer, Shopify, ShopRef } from './ports/shopify.ts';

export type ListNeeds = {
  readonly store: Pick<AdminStore, 'listMembers' | 'findMembers' | 'findOrderOwner'>;
  readonly shopify: Pick<Shopify, 'findCustomers' | 'readCustomers'>;
};

const PAGE = 25;

type Found = Partial<Pick<MembersView, 'strangers' | 'next' | 'trouble' | 'note'>> & {
  readonly members: readonly ListedMember[];
  /** Those Shopify named already, so that it is not asked again. */
  readonly named?: readonly FoundCustomer[];
};

export async function listMembers(
  needs: ListNeeds,
  shop: ShopRef,
  { words, after }: MembersQuestion,
  zone: string,
): Promise<MembersView> {
  const found = words === '' ? await page(needs, shop, after) : await search(needs, shop, words);
  const { members, named, ...rest } = found;
  const names = named
    ? { byId: new Map(named.map((one) => [one.customerId, one])), trouble: null }
    : await nameCustomers(
        needs.shopify.readCustomers,
        shop,
        members.map((m) => m.customerId),
      );
  return {
    words,
    zone,
    isFirst: after === null,
    members: members.map((member) => ({
      ...member,
      name: names.byId.get(member.customerId ?? '')?.name.trim() || null,
      email: names.byId.get(member.customerId ?? '')?.email ?? null,
    })),
    strangers: rest.strangers ?? [],
    next: rest.next ?? null,
    note: rest.note ?? null,
    trouble: rest.trouble ?? names.trouble,
  };
}

async function page(
  { store }: ListNeeds,
  shop: ShopRef,
  after: MembersQuestion['after'],
): Promise<Found> {
  const rows = await store.listMembers(shop, { after, atMost: PAGE + 1 });
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  return { members: shown, next: rows.length > PAGE && last ? sayCursor(last.cursor) : null };
}

function search(needs: ListNeeds, shop: ShopRef, words: string): Promise<Found> {
  if (words.startsWith('#')) return searchOrder(needs, shop, words);
  const digits = /^(?:gid:\/\/shopify\/Customer\/)?(\d{1,20})$/.exec(words)?.[1];
  if (digits !== undefined) return searchId(needs, shop, digits);
  return searchWords(needs, shop, words);
}

async function searchOrder({ store }: ListNeeds, shop: ShopRef, name: string): Promise<Found> {
  const owner = await store.findOrderOwner(shop, name);
  if (owner.found === 'guest') return { members: [], note: 'guest_order' };
  if (owner.found === 'too_long') return { members: [], note: 'too_long' };
  if (owner.found === 'nothing') return { members: [] };
  return { members: await store.findMembers(shop, { memberIds: [owner.memberId] }) };
}

/** Digits alone may also be an order's name without its sign. */
async function searchId(needs: ListNeeds, shop: ShopRef, digits: string): Promise<Found> {
  const members = await needs.store.findMembers(shop, { customerIds: [digits] });
  return members.length > 0 ? { members } : searchOrder(needs, shop, `#${digits}`);
}

async function searchWords(needs: ListNeeds, shop: ShopRef, words: string): Promise<Found> {
  const found = await orTrouble(() => needs.shopify.findCustomers(shop, words));
  if (!found.ok) return { members: [], trouble: found.trouble };
  const customerIds = found.customers.map(({ customerId }) => customerId);
  const members =
    customerIds.length > 0 ? await needs.store.findMembers(shop, { customerIds }) : [];
  const known = new Set(members.map(({ customerId }) => customerId));
  const strangers = found.customers
    .filter(({ customerId }) => !known.has(customerId))
    .map(({ customerId, name }) => ({ customerId, name }));
  return { members, strangers, named: found.customers };
}
