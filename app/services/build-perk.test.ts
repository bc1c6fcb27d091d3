import { describe, expect, it } from 'vitest';
import { pointsTiersPreset } from '../domain/program/presets/points-tiers.ts';
import type { Perk, TierLadder } from '../domain/program/program.ts';
import { allPerks, buildPerk, PERK_BYTES_MAX } from './build-perk.ts';

/** The preset's ladder, its Silver level giving so much. */
function ladder(perks: readonly Perk[]): TierLadder {
  const { tiers } = pointsTiersPreset({ currency: 'GBP', zone: 'UTC' });
  if (!tiers) throw new Error('There are tiers.');
  const levels = tiers.levels.map((each) => (each.id === 'silver' ? { ...each, perks } : each));
  return { ...tiers, levels };
}

const PROMISE: Perk = { kind: 'promise', words: 'A gift on your birthday. '.repeat(8) };

describe('the perk metafield', () => {
  it('names the level and what a machine can see to', () => {
    const tiers = ladder([
      { kind: 'percent-off', percent: 10 },
      PROMISE,
      { kind: 'free-shipping' },
      { kind: 'early-access', hours: 24 },
    ]);
    const perks = ['percent-off:10', 'free-shipping', 'early-access:24'];
    expect(buildPerk({ seq: 7, tier: 'silver' }, tiers)).toEqual({
      ...{ v: 1, seq: 7, tier: 'silver', perks },
    });
    expect(allPerks(tiers)).toEqual([
      ['bronze', []],
      ['silver', perks],
      ['gold', []],
    ]);
  });

  it('gives nothing without tiers, and for a level the rules know no more', () => {
    const none = { v: 1, seq: 1, tier: null, perks: [] };
    expect(buildPerk({ seq: 1, tier: null }, null)).toEqual(none);
    expect(buildPerk({ seq: 1, tier: 'platinum' }, ladder([]))).toEqual(none);
  });

  it('stays within its bytes, whatever an owner writes', () => {
    const dear: Perk[] = Array.from({ length: 10 }, () => ({ kind: 'early-access', hours: 8_760 }));
    const long = { ...ladder([]), levels: [{ ...levelOf(dear), id: 'x'.repeat(60) }] };
    const perk = buildPerk({ seq: Number.MAX_SAFE_INTEGER, tier: 'x'.repeat(60) }, long);
    expect(perk.perks).toHaveLength(10);
    expect(Buffer.byteLength(JSON.stringify(perk))).toBeLessThanOrEqual(PERK_BYTES_MAX);
    const kept = buildPerk({ seq: 1, tier: 'silver' }, ladder(Array(10).fill(PROMISE)));
    expect(kept.perks).toEqual([]);
  });
});

function levelOf(perks: readonly Perk[]) {
  const [first] = ladder(perks).levels;
  if (!first) throw new Error('There is a level.');
  return { ...first, perks };
}
