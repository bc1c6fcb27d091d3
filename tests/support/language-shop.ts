/**
 * A drained shop under any program, and whether its books are what folding everything that was told
 * from scratch says: lot by lot, account by account, with the next instant at which time will
 * change something, and the tier.
 */
import { expect } from 'vitest';
import { versionStore } from '../../app/adapters/postgres/version-store.server.ts';
import type { Observation } from '../../app/contracts/observation.ts';
import { openPrisma } from '../../app/db.server.ts';
import type { OrderFact } from '../../app/domain/facts/order-fact.ts';
import { foldMember } from '../../app/domain/fold.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import type { Account } from '../../app/domain/ledger/accounts.ts';
import type { ProgramDefinition } from '../../app/domain/program/program.ts';
import { drainProgram, type ProgramDrained } from '../../app/services/drain-program.ts';
import { sweep } from '../../app/services/sweep.ts';
import { assertBooksBalance } from './books.ts';
import { BOUNDS, factsByCustomer } from './drain-shop.ts';
import { openRedeemShop, type RedeemShop } from './redeem-shop.ts';

export const HERE = { currency: 'GBP', zone: 'UTC' } as const;

export type LanguageShop = RedeemShop & {
  /** Feeds the observations, of which the books are to speak from now on. */
  tell(seen: readonly Observation[]): Promise<void>;
  drain(asOf: Instant, rowsPerBatch?: number): Promise<ProgramDrained>;
  /** Drains because the sweep found that time has come for somebody; answers whether it did. */
  sweep(asOf: Instant): Promise<boolean>;
  /** Published then, and in force from `effectiveAt` on, or at once. */
  publish(definition: ProgramDefinition, at: Instant, effectiveAt?: Instant): Promise<void>;
  member(customerId?: string): Promise<StoredMember>;
  /** Fails unless the books balance and say what folding all that was told says. */
  expectFresh(asOf: Instant): Promise<void>;
};

export type StoredMember = {
  memberId: number;
  pending: number;
  available: number;
  held: number;
  tier: string | null;
  refold: boolean;
};

export async function openLanguageShop(definition: ProgramDefinition): Promise<LanguageShop> {
  const shop = await openRedeemShop(undefined, definition);
  const told: Observation[] = [];
  const { programId } = shop;
  const drain = (asOf: Instant, rowsPerBatch = 200) =>
    drainProgram(shop.needs(asOf), programId, { ...BOUNDS, rowsPerBatch });
  return {
    ...shop,
    tell: async (seen) => {
      told.push(...seen);
      await shop.feed(seen);
    },
    drain,
    sweep: async (asOf) => {
      const { books } = shop.needs(asOf);
      const isBusy = () => false;
      const ids = await sweep({ books, drain: () => drain(asOf), isBusy }, { asOf, staleMs: 0 });
      return ids.includes(programId);
    },
    publish: (next, at, effectiveAt = at) => publish(shop, next, { publishedAt: at, effectiveAt }),
    member: async (customerId = 'c1') => {
      const [row] = await shop.rows<StoredMember>(
        `SELECT member_id::int AS "memberId", pending::int, available::int, held::int, tier, refold
         FROM members WHERE customer_id = $1`,
        [customerId],
      );
      if (!row) throw new Error(`${customerId} is a member.`);
      return row;
    },
    expectFresh: (asOf) => expectFresh(shop, told, asOf),
  };
}

async function publish(
  { database, programId }: RedeemShop,
  definition: ProgramDefinition,
  at: { readonly publishedAt: Instant; readonly effectiveAt: Instant },
): Promise<void> {
  const prisma = openPrisma(database.appUrl);
  try {
    const offer = { programId, definition, ...at };
    // Past the question whether a shop could give out all of it: the fold is what is looked at.
    expect(await versionStore(prisma).append(offer)).toMatchObject({ ok: true });
  } finally {
    await prisma.$disconnect();
  }
}

async function expectFresh(
  shop: RedeemShop,
  told: readonly Observation[],
  asOf: Instant,
): Promise<void> {
  await assertBooksBalance(shop.database.ownerUrl);
  expect(await shop.rows("SELECT FROM inbox WHERE status <> 'done'")).toEqual([]);
  const orders = await shop.rows<{ order_id: string; order_key: string }>(
    'SELECT order_id, order_key FROM orders',
  );
  const keys = new Map(orders.map((one) => [one.order_id, one.order_key]));
  const facts = factsByCustomer(told, (orderId) => keys.get(orderId) ?? orderId);
  const members = await shop.rows<{ member_id: string; customer_id: string }>(
    'SELECT member_id, customer_id FROM members WHERE sealed_at IS NULL ORDER BY member_id',
  );
  const { books } = shop.needs(asOf);
  for (const { member_id: id, customer_id: customerId } of members) {
    const [stored, fresh] = await books.inProgram(shop.programId, async (open) => {
      const header = await open.lockMember(Number(id));
      const known = await open.loadMember(Number(id));
      const last = known.decisions.at(-1)?.at ?? asOf;
      const own = { orders: facts.get(customerId) ?? [], decisions: known.decisions };
      const folded = foldFresh(own, await open.readVersions(), instant(Math.max(asOf, last)));
      const { nextDueAt, tier, refold } = header ?? {};
      const lots = Object.fromEntries(known.lots.map((lot) => [lot.id, lot]));
      return [{ nextDueAt, tier, refold, lots, net: netOf(known.posted) }, folded] as const;
    });
    expect(stored, `member ${customerId}`).toEqual({ ...fresh, refold: false });
  }
}

function foldFresh(
  own: Pick<Parameters<typeof foldMember>[0], 'decisions'> & { orders: readonly OrderFact[] },
  versions: Parameters<typeof foldMember>[1],
  asOf: Instant,
) {
  const { movements, state, wishes } = foldMember({ ...own, uses: [] }, versions, asOf);
  expect(wishes, 'points for levels that nobody decided on').toEqual([]);
  return {
    nextDueAt: state.nextDueAt,
    tier: state.progress.tiers?.level()?.id ?? null,
    lots: Object.fromEntries([...state.lots].map(([id, lot]) => [id, { ...lot }])),
    net: netOf(movements),
  };
}

type Moved = { lotId: string; from: Account; to: Account; points: number };

/** Net per lot and account; what came to nothing is left out. */
function netOf(movements: readonly Moved[]): Record<string, number> {
  const net: Record<string, number> = {};
  for (const { lotId, from, to, points } of movements) {
    net[`${lotId} ${from}`] = (net[`${lotId} ${from}`] ?? 0) - points;
    net[`${lotId} ${to}`] = (net[`${lotId} ${to}`] ?? 0) + points;
  }
  return Object.fromEntries(Object.entries(net).filter(([, points]) => points !== 0));
}
