/** The pages embedded in Shopify's admin: their services over the books and Shopify. */
import type { PrismaClient } from '@prisma/client';
import type pg from 'pg';
import { chainCrypto } from '../adapters/crypto/chain-crypto.server.ts';
import { adminStore } from '../adapters/postgres/admin-store.server.ts';
import { openDeadLetters } from '../adapters/postgres/dead-letters.server.ts';
import { openAudits } from '../adapters/postgres/laws/open-audits.server.ts';
import { draftStore } from '../adapters/postgres/draft-store.server.ts';
import type { ReadPool } from '../adapters/postgres/read-pool.server.ts';
import { tradeReader } from '../adapters/postgres/read-trade.server.ts';
import { versionStore } from '../adapters/postgres/version-store.server.ts';
import type { AdminServices } from '../contracts/admin-context.ts';
import type { RetryOutcome } from '../contracts/load-context.ts';
import type { IntakeContext } from '../contracts/intake-context.ts';
import type { PrivacyContext } from '../contracts/privacy-context.ts';
import type { StaffBooks } from '../contracts/redemption-context.ts';
import type { StaffVisitor } from '../contracts/visitors.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import { draftView, placeOf } from '../services/basis-of-draft.ts';
import { listMembers } from '../services/list-members.ts';
import { rememberNames } from '../services/name-customers.ts';
import type { AdminStore, DraftStore } from '../services/ports/admin.ts';
import type { ReadChore } from '../services/ports/chores.ts';
import type { Pools } from '../services/ports/pools.ts';
import type { VersionStore } from '../services/ports/publish.ts';
import type { Shopify, ShopRef } from '../services/ports/shopify.ts';
import type { StatusStore } from '../services/ports/status.ts';
import { knownHistory, recentTrade, whatIf } from '../services/preview-program.ts';
import { publishAgain, publishDraft } from '../services/publish-draft.ts';
import { readBudget } from '../services/read-budget.ts';
import { readHome } from '../services/read-home.ts';
import { readMember } from '../services/read-member.ts';
import { readOwnStatus } from '../services/read-own-status.ts';
import { readDefinition, saveDraft, startDraft } from '../services/save-draft.ts';

export type AdminNeeds = {
  readonly pool: pg.Pool;
  /** For what may be a few seconds old. */
  readonly reads: ReadPool;
  readonly prisma: PrismaClient;
  readonly clock: () => Instant;
  readonly shopify: Pick<Shopify, 'findCustomers' | 'readCustomers'>;
  readonly status: Pick<StatusStore, 'shop' | 'books'>;
  readonly readChore: ReadChore;
  readonly readPools: Pools['read'];
  readonly adjust: StaffBooks['adjust'];
  readonly unmerge: StaffBooks['unmerge'];
  readonly readImport: IntakeContext['readImport'];
  readonly listDataRequests: PrivacyContext['listDataRequests'];
  readonly retryParked: (programId: number, inboxId: number) => Promise<RetryOutcome>;
};

/** What `context.admin` is. */
export function composeAdmin(needs: AdminNeeds): AdminServices {
  const { pool, clock, shopify } = needs;
  const store = adminStore(pool, needs.reads);
  const drafts = draftStore(pool);
  const versions = versionStore(needs.prisma);
  const parts: Parts = { store, drafts, versions };
  const home = {
    ...parts,
    readImport: needs.readImport,
    readChore: needs.readChore,
    nameCustomers: rememberNames(shopify.readCustomers),
    countDataRequests: async (shop: ShopRef) => {
      const requests = await needs.listDataRequests(shop);
      return requests.filter(({ answeredAt }) => answeredAt === null).length;
    },
  };
  const audits = openAudits(pool);
  const letters = openDeadLetters(pool);
  const own = {
    ...{ store: needs.status, readPools: needs.readPools, readChore: needs.readChore },
    laws: audits.laws,
    readLetters: letters.read.bind(letters),
  };
  /** Of the rules in force, or of the shop before there are any. */
  const zoneOf = async (shop: ShopRef) => {
    const published = await versions.list(shop.programId);
    return published.at(-1)?.definition.zone ?? placeOf(await store.readShop(shop)).zone;
  };
  return {
    ...composeProgram(needs, parts),
    readHome: (visitor) => readHome(home, visitor, clock()),
    readZone: zoneOf,
    putGuideAway: (visitor) => store.putGuideAway(visitor),
    listMembers: async (visitor, question) =>
      listMembers({ store, shopify }, visitor, question, await zoneOf(visitor)),
    readMember: async (visitor, question) => {
      const of = { ...question, zone: await zoneOf(visitor) };
      const { sha256 } = chainCrypto;
      return readMember({ store, shopify, sha256, newKey }, visitor, of, clock());
    },
    adjustPoints: (visitor, memberId, ask) => needs.adjust(visitor, { memberId, ...ask }),
    unmergeMember: (visitor, memberId) => needs.unmerge(visitor, memberId),
    readStatus: (visitor) => readOwnStatus(own, visitor, clock()),
    tellAgain: (visitor, memberId) => letters.retry(visitor, memberId, clock()),
    retryParked: ({ programId }, inboxId) => needs.retryParked(programId, inboxId),
  };
}

const newKey = (): string => Buffer.from(chainCrypto.randomBytes(18)).toString('base64url');

type Parts = {
  readonly store: AdminStore;
  readonly drafts: DraftStore;
  readonly versions: VersionStore;
};
type ProgramServices = Pick<
  AdminServices,
  'readProgram' | 'startDraft' | 'saveDraft' | 'previewProgram' | 'publishDraft' | 'publishAgain'
>;

function composeProgram(needs: AdminNeeds, parts: Parts): ProgramServices {
  const { clock } = needs;
  const { store, drafts, versions } = parts;
  const trade = recentTrade(tradeReader(needs.reads));
  const publishing = { drafts, versions };
  const by = ({ staffId }: StaffVisitor) => ({ staffId, asOf: clock() });
  const historyOf = async (shop: ShopRef) => knownHistory(await needs.readImport(shop));
  const draftOf = async (shop: ShopRef) => {
    const [row, saved, published] = await Promise.all([
      store.readShop(shop),
      drafts.read(shop.programId),
      versions.list(shop.programId),
    ]);
    return { row, published, draft: draftView(saved, published, row) };
  };
  return {
    readProgram: async (visitor) => {
      const [{ row, published, draft }, history] = await Promise.all([
        draftOf(visitor),
        historyOf(visitor),
      ]);
      const { currency, zone } = draft.definition;
      const shopName = row.name ?? visitor.domain;
      const newestFirst = published.toReversed();
      const readAt = clock();
      const budget = await readBudget(needs.readChore, visitor, published, readAt);
      return {
        ...{ shopName, currency, zone, readAt, draft, versions: newestFirst },
        ...{ budget, staffId: visitor.staffId, history },
      };
    },
    startDraft: async (visitor, preset) => {
      await startDraft(parts, visitor, preset, by(visitor));
    },
    saveDraft: (visitor, offer) => saveDraft(parts, visitor, offer, by(visitor)),
    previewProgram: async (visitor, form) => {
      const [{ draft }, history] = await Promise.all([draftOf(visitor), historyOf(visitor)]);
      const read = readDefinition(form, draft);
      if (!read.ok) return read;
      const sales = await trade(visitor, history.days, clock());
      return { ok: true, whatIf: whatIf(read.definition, sales, history) };
    },
    publishDraft: (visitor, offer) => publishDraft(publishing, visitor, offer, by(visitor)),
    publishAgain: (visitor, offer) => publishAgain(publishing, visitor, offer, by(visitor)),
  };
}
