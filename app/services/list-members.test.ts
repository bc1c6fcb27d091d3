import { beforeEach, describe, expect, it } from 'vitest';
import type { ListedMember } from '../contracts/admin-members.ts';
import { listMembers } from './list-members.ts';
import type { OrderOwner } from './ports/admin.ts';
import { type FoundCustomer, ShopifyUnavailable, type ShopRef } from './ports/shopify.ts';

const shop: ShopRef = { programId: 1, shopId: 2, domain: 'demo-shop.myshopify.com' };
const member = (memberId: number): ListedMember => ({
  memberId,
  customerId: String(8000 + memberId),
  pending: 0,
  available: 10,
  held: 0,
  lastAt: 1,
});
const ALL = Array.from({ length: 30 }, (_, place) => member(place + 1));
const called = (customerId: string): FoundCustomer => ({
  customerId,
  name: `Name of ${customerId}`,
  email: null,
});

let calls: string[];
let owner: OrderOwner;
let readCustomers: (ids: readonly string[]) => FoundCustomer[];
let findCustomers: (words: string) => FoundCustomer[];

beforeEach(() => {
  calls = [];
  owner = { found: 'nothing' };
  readCustomers = (ids) => ids.map(called);
  findCustomers = () => [];
});

const needs = {
  store: {
    listMembers: async (_shop: unknown, { atMost }: { atMost: number }) =>
      ALL.slice(0, atMost).map((each) => ({
        ...each,
        cursor: { postedAt: 1, memberId: each.memberId },
      })),
    findMembers: async (
      _shop: unknown,
      by: { customerIds: readonly string[] } | { memberIds: readonly number[] },
    ) =>
      ALL.filter((each) =>
        'customerIds' in by
          ? by.customerIds.includes(each.customerId ?? '')
          : by.memberIds.includes(each.memberId),
      ),
    findOrderOwner: async (_shop: unknown, name: string) => {
      calls.push(`order ${name}`);
      return owner;
    },
  },
  shopify: {
    readCustomers: async (_shop: unknown, ids: readonly string[]) => {
      calls.push(`names of ${ids.length}`);
      return readCustomers(ids);
    },
    findCustomers: async (_shop: unknown, words: string) => {
      calls.push(`search ${words}`);
      return findCustomers(words);
    },
  },
};
const list = (words: string) => listMembers(needs, shop, { words, after: null }, 'UTC');

describe('the list of members', () => {
  it('shows twenty-five with the names Shopify gives, and where the next begin', async () => {
    const view = await list('');
    expect(view.members).toHaveLength(25);
    expect(view.members[0]).toMatchObject({ memberId: 1, name: 'Name of 8001' });
    expect(view.next).toBe('1.25');
    expect(calls).toEqual(['names of 25']);
  });

  it('works by ids where Shopify is silent', async () => {
    readCustomers = () => {
      throw new ShopifyUnavailable('try_later', 'down');
    };
    const view = await list('');
    expect(view).toMatchObject({ trouble: 'shopify_silent' });
    expect(view.members[0]).toMatchObject({ customerId: '8001', name: null });
  });

  it('works by ids where Shopify keeps protected data to itself', async () => {
    readCustomers = (ids) => ids.map((customerId) => ({ customerId, name: '', email: null }));
    expect(await list('')).toMatchObject({ trouble: 'not_allowed', members: { length: 25 } });
  });

  it('hides no bug as silence', async () => {
    readCustomers = () => {
      throw new TypeError('a bug');
    };
    await expect(list('')).rejects.toThrow('a bug');
  });
});

describe('the search for a member', () => {
  it('finds the owner of an order by its name', async () => {
    owner = { found: 'member', memberId: 3 };
    expect((await list('#1001')).members).toMatchObject([{ memberId: 3, name: 'Name of 8003' }]);
    expect(calls).toEqual(['order #1001', 'names of 1']);
  });

  it.each([
    ['guest' as const, 'guest_order'],
    ['too_long' as const, 'too_long'],
  ])('says when an order leads to nobody: %s', async (found, note) => {
    owner = { found };
    expect(await list('#1001')).toMatchObject({ members: [], note, trouble: null });
  });

  it('takes digits for a customer’s id first, and for an order’s number then', async () => {
    expect((await list('8004')).members).toMatchObject([{ memberId: 4 }]);
    expect(calls).not.toContain('order #8004');
    await list('1001');
    expect(calls).toContain('order #1001');
  });

  it('asks Shopify for a name once, and names those who have no points yet', async () => {
    findCustomers = () => [called('8005'), called('9999')];
    const view = await list('name');
    expect(view.members).toMatchObject([{ memberId: 5, name: 'Name of 8005' }]);
    expect(view.strangers).toEqual([{ customerId: '9999', name: 'Name of 9999' }]);
    expect(calls).toEqual(['search name']);
  });

  it('says that a name could not be searched', async () => {
    findCustomers = () => {
      throw new ShopifyUnavailable('unknown_outcome', 'timed out');
    };
    expect(await list('ada')).toMatchObject({ members: [], trouble: 'shopify_silent' });
  });
});
