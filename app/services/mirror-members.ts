/**
 * Tells Shopify of members whose points have moved: their `perk`, which functions read, and their
 * `card`, which themes and checkouts draw. The outbox says whom; a row goes once Shopify was told,
 * unless the member has moved on meanwhile.
 *
 * Each write names what it replaces and each row is kept until the write is known, so a crash or a
 * call without an answer is made good by the next round: it finds its own value, and adopts it.
 */
import type { Perk } from '../contracts/card.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import { InvariantError } from '../domain/kernel/invariant.ts';
import type { Zone } from '../domain/kernel/zone.ts';
import { buildCard } from './build-card.ts';
import type { ChainCrypto } from './ports/drain.ts';
import type { MemberNews, Mirrors, Told, ToldRow } from './ports/mirror.ts';
import type { ShopRef } from './ports/shopify.ts';
import {
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
    const zone = await needs.mirrors.readZone(shop, asOf);
    let after = places.get(shop.shopId) ?? null;
    let calls = 0;
    let left = 0;
    for (let reads = 0; reads < READS_MAX && calls < CALLS_MAX; reads += 1) {
      const from = { after, atMost: MEMBERS_PER_READ };
      const { news, next } = await needs.mirrors.readMembers(shop, from);
      const silent = news.filter(({ card }) => card === null);
      if (silent.length > 0) await needs.mirrors.forget(shop, silent);
      const spoken = news.filter(({ card }) => card !== null);
      for (let place = 0; place < spoken.length; place += WRITES_PER_CALL) {
        const batch = spoken.slice(place, place + WRITES_PER_CALL);
        const round = await tell(needs, { shop, zone, asOf }, batch);
        calls += round.calls;
        left += round.left;
      }
      after = next;
      places.set(shop.shopId, after);
      if (after === null) break;
    }
    if (left > 0) throw new InvariantError(`${left} metafields could not be settled.`);
  };
}

type Round = { readonly shop: ShopRef; readonly zone: Zone; readonly asOf: Instant };

/** Tells of at most so many members as fit a call. */
async function tell(
  needs: MirrorNeeds,
  { shop, zone, asOf }: Round,
  members: readonly MemberNews[],
): Promise<{ readonly calls: number; readonly left: number }> {
  const unsettled = new Set<string>();
  let calls = 0;
  for (const lane of ['perk', 'card'] as const) {
    const wanted = members.flatMap((news) => wish(needs, lane, news, zone));
    if (wanted.length === 0) continue;
    calls += 1;
    const { told, dropped, left } = await writeMetafields(needs, { shop, lane }, wanted);
    await needs.mirrors.writeTold(shop, [...told, ...dropped.map(toUntold)], asOf);
    for (const { owner } of left) unsettled.add(owner);
  }
  const done = members.filter(({ memberId }) => !unsettled.has(ownerOf(memberId)));
  await needs.mirrors.forget(shop, done);
  return { calls, left: unsettled.size };
}

/** The metafield as it ought to be; none where it says so already. */
function wish(
  { sha256 }: MirrorNeeds,
  key: 'perk' | 'card',
  { memberId, customerId, card, told }: MemberNews,
  zone: Zone,
): WantedMetafield[] {
  if (card === null || customerId === null) return [];
  const { seq } = card.header;
  const value = JSON.stringify(key === 'card' ? buildCard({ ...card, zone }) : perkOf(seq));
  // A perk's number alone is no news.
  const contentHash = sha256(key === 'card' ? value : JSON.stringify(perkOf(0)));
  const before: Told | null = told[key];
  if (before?.contentHash === contentHash) return [];
  const ownerId = `gid://shopify/Customer/${customerId}`;
  return [{ owner: ownerOf(memberId), ownerId, key, value, contentHash, seq, told: before }];
}

/** Shopify would not have it: what comes next is compared with nothing. */
function toUntold({ owner, key, seq }: WantedMetafield): ToldRow {
  return { owner, key, seq, contentHash: '', digest: null };
}

/** Tiers are not built yet: every member has the same perks, none. */
function perkOf(seq: number): Perk {
  return { v: 1, seq, tier: null, perks: [] };
}

function ownerOf(memberId: number): string {
  return `member:${memberId}`;
}
