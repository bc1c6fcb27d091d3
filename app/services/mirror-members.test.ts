import { expect, test } from 'vitest';
import { instant } from '../domain/kernel/instant.ts';
import { points } from '../domain/kernel/points.ts';
import { mirrorMembers, type MirrorNeeds } from './mirror-members.ts';
import type { MemberNews } from './ports/mirror.ts';

const NOTHING = points(0);

function newsOf(memberId: number): MemberNews {
  const header = { seq: 1, pending: NOTHING, available: NOTHING, held: NOTHING, chain: '' };
  return {
    ...{ memberId, seq: 1, version: '1', customerId: String(memberId), quiet: false, tier: null },
    card: { header, pendingLots: [], newest: [] },
    told: { card: null, perk: null },
  };
}

test('cards are made call by call, not all before the first call', async () => {
  const members = Array.from({ length: 60 }, (_, place) => newsOf(place + 1));
  const said: string[] = [];
  let made = 0;
  const needs = {
    sha256: () => `hash ${(made += 1)}`,
    shopify: {
      setMetafields: async (_shop: unknown, lane: string, writes: readonly unknown[]) => {
        said.push(`${lane} ${writes.length} of ${made}`);
        return { ok: true, digests: writes.map(() => 'there') };
      },
    },
    mirrors: {
      readRules: async () => null,
      bringBack: async () => undefined,
      readMembers: async () => ({ news: members, next: null }),
      writeTold: async () => undefined,
      forget: async (_shop: unknown, done: readonly unknown[]) => said.push(`done ${done.length}`),
    },
  } as unknown as MirrorNeeds;
  const shop = { programId: 1, shopId: 1, domain: 'a.myshopify.com' };
  await mirrorMembers(needs)(shop, instant(0));
  expect(said).toEqual([
    ...['perk 25 of 25', 'perk 25 of 50', 'perk 10 of 60'],
    ...['card 25 of 85', 'card 25 of 110', 'card 10 of 120', 'done 60'],
  ]);
});
