/** What staff read and do in the admin, over real books: and that nobody reads another's. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { primaryOnly } from '../../app/adapters/postgres/read-pool.server.ts';
import { statusStore } from '../../app/adapters/postgres/status-store.server.ts';
import { composeAdmin } from '../../app/composition/admin.server.ts';
import type { AdminServices } from '../../app/contracts/admin-context.ts';
import { parseMembersQuestion } from '../../app/contracts/admin-member-forms.ts';
import type { ImportView } from '../../app/contracts/intake-context.ts';
import { writeProgramForm } from '../../app/contracts/program-form.ts';
import type { StaffVisitor } from '../../app/contracts/visitors.ts';
import { openPrisma } from '../../app/db.server.ts';
import type { Instant } from '../../app/domain/kernel/instant.ts';
import { drainProgram } from '../../app/services/drain-program.ts';
import { connected } from '../../scripts/embedded-postgres/roles.ts';
import {
  BOUNDS,
  day,
  type DrainShop,
  openDrainShop,
  seenOrder,
  seenRefund,
} from '../support/drain-shop.ts';

const NO_IMPORT: ImportView = {
  ...{ status: 'none', objects: 0, read: 0, inBooks: 0, failed: 0, sinceWhen: null },
  ...{ limitedTo60Days: false, problem: null, finishedAt: null },
};
const WHOLE = parseMembersQuestion(new URLSearchParams());

let shop: DrainShop;
let other: DrainShop;
let prisma: ReturnType<typeof openPrisma>;
let admin: AdminServices;
let now: Instant = day(20);
const asked: string[] = [];

const visitorOf = (of: DrainShop, staffId = '77'): StaffVisitor => ({
  ...{ programId: of.programId, shopId: of.shopId, domain: of.domain, staffId },
});

beforeAll(async () => {
  shop = await openDrainShop();
  other = await openDrainShop(shop.database);
  prisma = openPrisma(shop.database.appUrl);
  admin = composeAdmin({
    pool: shop.pool,
    reads: primaryOnly(shop.pool),
    prisma,
    clock: () => now,
    shopify: {
      findCustomers: async () => [{ customerId: 'ann', name: 'Ann Archer', email: null }],
      readCustomers: async (_shop, ids) =>
        ids.map((customerId) => ({ customerId, name: `Name of ${customerId}`, email: null })),
    },
    status: statusStore(shop.pool, () => now),
    readChore: async (_shop, kind) =>
      kind === 'pool' ? { state: {}, dueAt: now, failures: 2, reason: 'try_later' } : null,
    readPools: async () => ({ versions: [], discounts: [] }),
    adjust: async () => ({ ok: true, available: 0 }),
    unmerge: async () => ({ ok: false, reason: 'not_merged' }),
    readImport: async () => NO_IMPORT,
    listDataRequests: async () => [],
    retryParked: async (programId, inboxId) => {
      asked.push(`retry ${programId} ${inboxId}`);
      return 'waiting';
    },
  });
  await shop.feed([
    seenOrder('a1', { customerId: 'ann', price: '87.45', createdAt: day(0) }),
    seenOrder('a2', { customerId: 'ann', price: '10.00', quantity: 2, createdAt: day(3) }),
    seenOrder('b1', { customerId: 'bob', price: '50.00', createdAt: day(1) }),
    seenOrder('g1', { customerId: null, emailHash: 'guest', price: '30.00', createdAt: day(2) }),
  ]);
  await drainAt(4);
  await shop.feed([seenRefund('a2', { at: day(4.5) })]);
  await drainAt(5);
  await drainAt(20);
});
afterAll(async () => {
  await prisma?.$disconnect();
  await other?.close();
  await shop?.close();
});

const drainAt = (days: number) => drainProgram(shop.needs(day(days)), shop.programId, BOUNDS);
const me = () => visitorOf(shop);

async function memberIdOf(customerId: string): Promise<number> {
  const view = await admin.listMembers(me(), WHOLE);
  const found = view.members.find((member) => member.customerId === customerId);
  return found?.memberId ?? 0;
}

describe('the first page', () => {
  it('sums what members have, and what happened in thirty days', async () => {
    const home = await admin.readHome(me());
    expect(home.numbers).toMatchObject({
      members: 2,
      pending: 0,
      available: 87 + 10 + 50,
      held: 0,
      issued: 147,
      spent: 0,
      redemptionsOpen: 0,
    });
    expect(home.worth).toMatchObject({ minor: 147, rewardName: '£5 off' });
    expect(home.newest[0]?.sentence).toMatch(/points/);
    const { customerId, name } = home.newest[0] ?? {};
    expect(name).toBe(`Name of ${customerId}`);
    expect(home.guide).toMatchObject({ version: 1, isPutAway: false });
  });

  it('forgets the guide once it was put away, in that shop only', async () => {
    await admin.putGuideAway(me());
    expect((await admin.readHome(me())).guide.isPutAway).toBe(true);
    expect((await admin.readHome(visitorOf(other))).guide.isPutAway).toBe(false);
  });
});

describe('members', () => {
  it('come with the newest activity first and the names Shopify gives', async () => {
    const { members } = await admin.listMembers(me(), WHOLE);
    expect(members.map(({ customerId }) => customerId)).toEqual(['ann', 'bob']);
    expect(members[0]).toMatchObject({ available: 97, name: 'Name of ann' });
  });

  it('page by place in the list, each once, those without points last', async () => {
    await shop.feed(
      Array.from({ length: 60 }, (_, place) =>
        seenOrder(`p${place}`, {
          customerId: `p${place}`,
          price: place % 2 === 0 ? '5.00' : '0.10',
          createdAt: day(6),
        }),
      ),
    );
    await drainAt(20);
    const seen: (string | null)[] = [];
    const withPoints: boolean[] = [];
    let after: string | null = '';
    while (after !== null) {
      const question = parseMembersQuestion(new URLSearchParams({ after }));
      const view = await admin.listMembers(me(), question);
      seen.push(...view.members.map(({ customerId }) => customerId));
      withPoints.push(...view.members.map(({ lastAt }) => lastAt !== null));
      after = view.next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(62);
    expect(withPoints).toEqual([...withPoints].sort((a, b) => Number(b) - Number(a)));
  });

  it.each([
    ['#b1', ['bob']],
    ['#nothing', []],
    ['#g1', []],
    ['Archer', ['ann']],
  ])('are found by %s', async (words, customerIds) => {
    const { members, note } = await admin.listMembers(me(), { words, after: null });
    expect(members.map(({ customerId }) => customerId)).toEqual(customerIds);
    expect(note).toBe(words === '#g1' ? 'guest_order' : null);
  });

  it('show lots, explained lines and a chain that holds', async () => {
    const memberId = await memberIdOf('ann');
    const page = await admin.readMember(me(), { memberId, before: null });
    expect(page).toMatchObject({ available: 97, pending: 0, chain: { state: 'verified' } });
    expect(page?.lots.map(({ label, available }) => [label, available])).toEqual([
      ['#a1', 87],
      ['#a2', 10],
    ]);
    expect(page?.ledger.find(({ kind }) => kind === 'claw-back')).toMatchObject({
      orderName: '#a2',
      version: 1,
      change: -10,
    });
    expect(page?.ledger).toHaveLength(page?.movements ?? 0);
  });

  it('show a line that was changed behind our back', async () => {
    const memberId = await memberIdOf('bob');
    await connected(shop.database.ownerUrl, (owner) =>
      owner.query('UPDATE movements SET points = points + 1 WHERE member_id = $1 AND seq = 1', [
        memberId,
      ]),
    );
    const page = await admin.readMember(me(), { memberId, before: null });
    expect(page?.chain).toEqual({ state: 'broken', seq: 1 });
  });

  it('are nobody’s who belong to another shop', async () => {
    const memberId = await memberIdOf('ann');
    expect(await admin.readMember(visitorOf(other), { memberId, before: null })).toBeNull();
    expect((await admin.listMembers(visitorOf(other), WHOLE)).members).toEqual([]);
  });
});

describe('the program', () => {
  it('would have given what the books did give', async () => {
    const { draft } = await admin.readProgram(me());
    const outcome = await admin.previewProgram(me(), writeProgramForm(draft.definition));
    const { numbers } = await admin.readHome(me());
    expect(outcome).toMatchObject({
      ok: true,
      whatIf: { points: numbers.available, orders: 64, guestOrders: 1, members: 62 },
    });
  });

  it('gives ten who save at once one draft, and tells nine', async () => {
    const { draft } = await admin.readProgram(me());
    const form = { ...writeProgramForm(draft.definition), pendingDays: '7' };
    const offer = { revision: draft.revision, form };
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, place) => admin.saveDraft(visitorOf(shop, `${place}`), offer)),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    for (const outcome of outcomes.filter(({ ok }) => !ok)) {
      expect(outcome).toMatchObject({ reason: 'other_revision', theirs: { revision: 1 } });
    }
  });

  it('gives ten who publish at once one version, and asks for what follows it', async () => {
    now = day(21);
    const { draft } = await admin.readProgram(me());
    const offer = { revision: draft.revision, sinceDays: 0 };
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => admin.publishDraft(me(), offer)),
    );
    expect(outcomes.filter(({ ok }) => ok)).toEqual([{ ok: true, version: 2 }]);
    const { versions } = await admin.readProgram(me());
    expect(versions.map(({ version }) => version)).toEqual([2, 1]);
    expect(versions[0]).toMatchObject({ effectiveAt: day(21), definition: { pendingDays: 7 } });
  });

  it('goes back by publishing an old version again', async () => {
    now = day(22);
    const again = await admin.publishAgain(me(), { version: 1, newest: 2 });
    expect(again).toEqual({ ok: true, version: 3 });
    expect(await admin.publishAgain(me(), { version: 1, newest: 2 })).toMatchObject({
      reason: 'other_revision',
    });
    const { draft, versions } = await admin.readProgram(me());
    expect(versions[0]?.definition.pendingDays).toBe(14);
    expect(draft.definition.pendingDays).toBe(14);
  });

  it('judges the past by a first version as far back as the owner chose', async () => {
    const fresh = await openDrainShop(shop.database);
    await connected(shop.database.ownerUrl, (owner) =>
      owner.query('DELETE FROM program_versions WHERE program_id = $1', [fresh.programId]),
    );
    await connected(shop.database.ownerUrl, (owner) =>
      owner.query("UPDATE shops SET currency = 'GBP', zone = 'UTC' WHERE program_id = $1", [
        fresh.programId,
      ]),
    );
    await fresh.feed([
      seenOrder('old', { customerId: 'eve', price: '40.00', createdAt: day(-20) }),
      seenOrder('new', { customerId: 'eve', price: '70.00', createdAt: day(2) }),
    ]);
    now = day(22);
    const drain = () => drainProgram(fresh.needs(now), fresh.programId, BOUNDS);
    await drain();
    const visitor = visitorOf(fresh);
    expect((await admin.listMembers(visitor, WHOLE)).members).toMatchObject([{ available: 0 }]);
    await admin.startDraft(visitor, 'points');
    const { draft } = await admin.readProgram(visitor);
    const form = { ...writeProgramForm(draft.definition), pendingDays: '0' };
    await admin.saveDraft(visitor, { revision: 1, form });
    expect(draft.definition).toMatchObject({ currency: 'GBP', zone: 'UTC' });
    expect(await admin.publishDraft(visitor, { revision: 2, sinceDays: 30 })).toMatchObject({
      ok: true,
    });
    await drain();
    expect((await admin.listMembers(visitor, WHOLE)).members).toMatchObject([{ available: 70 }]);
    await fresh.close();
  });

  it('is nothing another shop sees', async () => {
    const view = await admin.readProgram(visitorOf(other));
    expect(view.versions.map(({ version }) => version)).toEqual([1]);
    expect(view.draft.revision).toBe(0);
  });
});

describe('the status of the visitor’s own shop', () => {
  it('is read for it alone, with what Shopify holds up', async () => {
    const view = await admin.readStatus(visitorOf(other));
    expect(view.page.shop).toMatchObject({ domain: other.domain, books: { members: 0 } });
    expect(view.page.shops).toEqual([other.domain]);
    expect(view.troubles).toEqual([
      { kind: 'pool', failures: 2, reason: 'try_later', nextAt: now },
    ]);
  });

  it('retries within the visitor’s own program, whatever a form says', async () => {
    await admin.retryParked(visitorOf(other), 5);
    expect(asked.at(-1)).toBe(`retry ${other.programId} 5`);
  });
});
