/**
 * Tells Shopify of members whose points or level have moved: their `perk`, which functions read,
 * and their `card`, which themes and checkouts draw. The outbox says whom; a row goes once Shopify
 * was told, unless the member has moved on meanwhile. So however often they moved since the last
 * round, it is one write, and nothing older is ever told after something newer.
 *
 * Each write names what it replaces and each row is kept until the write is known, so a crash or a
 * call without an answer is made good by the next round: it finds its own value, and adopts it.
 * What Shopify will not take is put off, alone, and given up in the end (`DeadLetters`).
 */
import type { Instant } from '../domain/kernel/instant.ts';
import { buildCard } from './build-card.ts';
import { buildPerk } from './build-perk.ts';
import type { ChainCrypto } from './ports/drain.ts';
import type { MemberNews, Mirrors, PutOff, ToldRow } from './ports/mirror.ts';
import type { ShopRef } from './ports/shopify.ts';
import {
  type RefusedMetafield,
  type WantedMetafield,
  writeMetafields,
  WRITES_PER_CALL,
  type WriteNeeds,
} from './write-metafields.ts';

export type MirrorNeeds = WriteNeeds & {
  readonly mirrors: Mirrors;
  readonly sha256: ChainCrypto['sha256'];
};

/** Bounds of one round: members read at once, readings, and calls after which it ends. */
const MEMBERS_PER_READ = 200;
const READS_MAX = 20;
const CALLS_MAX = 40;

/** One round over a shop's members in the outbox; it goes on where the shop's last one ended. */
export function mirrorMembers(needs: MirrorNeeds) {
  // Kept in memory only: should it be forgotten, somebody is told a little later.
  const places = new Map<number, number | null>();

  return async (shop: ShopRef, asOf: Instant): Promise<void> => {
    const rules = await needs.mirrors.readRules(shop, asOf);
    await needs.mirrors.bringBack(shop, asOf, MEMBERS_PER_READ);
    let after = places.get(shop.shopId) ?? null;
    let calls = 0;
    for (let reads = 0; reads < READS_MAX && calls < CALLS_MAX; reads += 1) {
      const from = { after, atMost: MEMBERS_PER_READ };
      const { news, next } = await needs.mirrors.readMembers(shop, from);
      if (news.length > 0) calls += await tell(needs, { shop, rules, asOf }, news);
      after = next;
      places.set(shop.shopId, after);
      if (after === null) break;
    }
  };
}

type Round = {
  readonly shop: ShopRef;
  readonly rules: Awaited<ReturnType<Mirrors['readRules']>>;
  readonly asOf: Instant;
};

/** Tells of the members, perks first; answers how many calls that took. */
async function tell(needs: MirrorNeeds, round: Round, news: readonly MemberNews[]) {
  const { shop, asOf } = round;
  const refused = new Map<string, RefusedMetafield>();
  let calls = 0;
  for (const lane of ['perk', 'card'] as const) {
    // Made call by call: two hundred cards at once would hold up everybody this process works for.
    for (const batch of inCalls(news, (one) => wish(needs, lane, one, round))) {
      calls += 1;
      const written = await writeMetafields(needs, { shop, lane }, batch);
      await needs.mirrors.writeTold(shop, [...written.told, ...written.gone.map(toUntold)], asOf);
      for (const each of written.refused) refused.set(each.one.owner, each);
    }
  }
  const done = news.filter(({ memberId }) => !refused.has(ownerOf(memberId)));
  if (done.length > 0) await needs.mirrors.forget(shop, done);
  const off = news.flatMap((one): PutOff[] => {
    const why = refused.get(ownerOf(one.memberId));
    return why ? [{ ...one, reason: why.code, isHopeless: why.isHopeless }] : [];
  });
  if (off.length > 0) await needs.mirrors.putOff(shop, off, asOf);
  return calls;
}

/** What is wished for, as many at a time as go into a call; each made when it is asked for. */
function* inCalls(
  news: readonly MemberNews[],
  wishOf: (one: MemberNews) => WantedMetafield[],
): Generator<WantedMetafield[]> {
  let batch: WantedMetafield[] = [];
  for (const one of news) {
    batch.push(...wishOf(one));
    if (batch.length < WRITES_PER_CALL) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** The metafield as it ought to be; none where it says so already. */
function wish(
  { sha256 }: MirrorNeeds,
  key: 'perk' | 'card',
  news: MemberNews,
  { rules }: Round,
): WantedMetafield[] {
  const { memberId, customerId, card, seq, tier } = news;
  if (customerId === null || (key === 'card' && card === null)) return [];
  const perk = (at: number) => JSON.stringify(buildPerk({ seq: at, tier }, rules?.tiers ?? null));
  const value =
    key === 'card' && card
      ? JSON.stringify(buildCard({ ...card, zone: rules?.zone ?? 'UTC' }))
      : perk(seq);
  // A perk's number alone is no news.
  const contentHash = sha256(key === 'card' ? value : perk(0));
  const before = news.told[key];
  if (before?.contentHash === contentHash) return [];
  const ownerId = `gid://shopify/Customer/${customerId}`;
  const at = key === 'card' ? (card?.header.seq ?? seq) : seq;
  return [{ owner: ownerOf(memberId), ownerId, key, value, contentHash, seq: at, told: before }];
}

/** There is nobody to have it: what comes next, should there be anybody again, replaces nothing. */
function toUntold({ owner, key, seq }: WantedMetafield): ToldRow {
  return { owner, key, seq, contentHash: '', digest: null };
}

function ownerOf(memberId: number): string {
  return `member:${memberId}`;
}
