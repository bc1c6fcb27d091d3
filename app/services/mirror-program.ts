/**
 * The chore `program-card`: the shop's `program` metafield says what the version in force says.
 * It is asked for when a version was published and when the shop (re-)installed us, and asks for
 * itself again at the instant the next version comes into force, or a reward begins or ends.
 */
import { instant, type Instant } from '../domain/kernel/instant.ts';
import { InvariantError } from '../domain/kernel/invariant.ts';
import { type ProgramVersion, versionInForce } from '../domain/program/program.ts';
import { allPerks } from './build-perk.ts';
import { buildProgramCard } from './build-program-card.ts';
import type { ChoreHandler } from './ports/chores.ts';
import type { MirrorNeeds } from './mirror-members.ts';
import { nextWindow } from './next-window.ts';
import { writeMetafields } from './write-metafields.ts';

const SHOP_UNKNOWN_MS = 60_000;

/** `apiOrigin` is where extensions reach us. */
export function mirrorProgram(needs: MirrorNeeds, apiOrigin: string): ChoreHandler {
  const { mirrors, shopify, sha256 } = needs;
  return async (shop, _state, asOf) => {
    const { shopifyId, versions, told } = await mirrors.readProgram(shop);
    const said = versionInForce(versions, asOf) ?? firstToCome(versions);
    if (!said) return { state: {}, again: null };
    // Until Shopify has described the shop, nothing can be written to it.
    if (shopifyId === null) return { state: {}, again: instant(asOf + SHOP_UNKNOWN_MS) };

    const ownerId = `gid://shopify/Shop/${shopifyId}`;
    const there = await shopify.readMetafield(shop, { ownerId, key: 'program' });
    // Uninstalling took every metafield of ours along: cards have to be written again as well.
    if (!there && told) await mirrors.beginAnew(shop, asOf);

    const value = JSON.stringify(buildProgramCard(said, { asOf, apiOrigin }));
    const wanted = {
      owner: `shop:${shop.shopId}`,
      ownerId,
      key: 'program',
      value,
      contentHash: sha256(value),
      seq: said.version,
      told: there && { contentHash: '', digest: there.digest },
    } as const;
    const lane = 'pool' as const;
    const written =
      there?.value === value
        ? { told: [{ ...wanted, digest: there.digest }] }
        : await writeMetafields(needs, { shop, lane }, [wanted]);
    if (written.told.length === 0)
      throw new InvariantError('Shopify did not take the program card.');
    // What levels give is part of everybody's perks, and no movement says that it changed.
    const last = versions.find(({ version }) => version === told?.version);
    if (last && saysOtherPerks(last, said)) await mirrors.tellAll(shop, asOf);
    await mirrors.writeTold(shop, written.told, asOf);
    return { state: {}, again: nextChange(versions, said, asOf) };
  };
}

function firstToCome(versions: readonly ProgramVersion[]): ProgramVersion | null {
  const [first] = [...versions].sort((a, b) => a.effectiveAt - b.effectiveAt);
  return first ?? null;
}

function saysOtherPerks(before: ProgramVersion, now: ProgramVersion): boolean {
  const [a, b] = [before, now].map(({ definition }) => JSON.stringify(allPerks(definition.tiers)));
  return a !== b;
}

function nextChange(
  versions: readonly ProgramVersion[],
  { definition }: ProgramVersion,
  asOf: Instant,
): Instant | null {
  const later = [
    ...versions.map(({ effectiveAt }) => effectiveAt).filter((at) => at > asOf),
    ...[nextWindow(definition, asOf)].filter((at) => at !== null),
  ];
  return later.length === 0 ? null : instant(Math.min(...later));
}
