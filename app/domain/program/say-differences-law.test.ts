import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyProgram } from '../../../tests/support/any-program.ts';
import type { Condition } from '../earning/conditions/registry.ts';
import { choicesOf } from '../rewards/choices-of.ts';
import { rewardKindOf } from '../rewards/kinds/registry.ts';
import type { ProgramDefinition, Reward, TierLevel } from './program.ts';
import { sayDifferences } from './say-differences.ts';

/**
 * What members feel of a program, and owners are told, as one text, written apart from what says
 * its differences: what is a set is put in order, and what nobody can notice is left out.
 */
function felt(program: ProgramDefinition): string {
  const { earning, campaigns, caps, tiers, activities, rewards } = program;
  const multipliers = campaigns.filter(({ gives }) => gives.kind === 'multiplier').length;
  const canStack = multipliers > 1 || (multipliers === 1 && tiers !== null);
  const isCapped = Object.values(caps).some((cap) => cap !== null);
  const bonuses = campaigns.filter(({ gives }) => gives.kind === 'bonus');
  return inOrder({
    ...program,
    preset: null,
    earning: { ...earning, id: null, perMinor: earning.points && earning.perMinor },
    eligible: asSet(program.eligible.map(anyhow)),
    rates: program.rates.map((rate) => ({ ...rate, when: asSet(rate.when.map(anyhow)) })),
    campaigns: asSet(campaigns.map((each) => ({ ...each, when: asSet(each.when.map(anyhow)) }))),
    cutFirst: isCapped ? bonuses.map(({ id }) => id) : null,
    stacking: canStack ? program.stacking : null,
    activities: asSet(activities),
    activityPendingDays: activities.length > 0 ? program.activityPendingDays : null,
    tiers: tiers && { ...tiers, levels: tiers.levels.map(feltLevel) },
    rewards: asSet(rewards.map(feltReward)),
    takenFirst: rewards.flatMap(({ auto, id }) => (auto ? id : [])),
  });
}

function feltLevel({ threshold, perks, ...level }: TierLevel): unknown {
  return { ...level, threshold: level.inviteOnly ? null : threshold, perks: asSet(perks) };
}

/** What a code is good for is felt where there is a code. */
function feltReward({ offer, limits, combines, ...rest }: Reward): unknown {
  const choices = choicesOf({ offer });
  const isCode = choices.some(({ gives }) => rewardKindOf(gives).fulfilment === 'code');
  const { minimumMinor, goods, tiers, segments, ...others } = limits;
  return {
    ...rest,
    choices,
    limits: { ...others, tiers: asSet(tiers), segments: asSet(segments) },
    code: isCode ? { minimumMinor, goods: asSet(goods.map(anyhow)), combines } : null,
  };
}

function anyhow(condition: Condition): unknown {
  return Object.entries(condition).map(([name, value]: [string, unknown]) => [
    name,
    Array.isArray(value) ? asSet(value) : value,
  ]);
}

function asSet(values: readonly unknown[]): readonly string[] {
  return [...new Set(values.map(inOrder))].sort();
}

function inOrder(value: unknown): string {
  return JSON.stringify(value, (_name, each: unknown) =>
    isRecord(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The program with here and there a part, or a part of a part, of another one. */
function mixed(ours: unknown, theirs: unknown, roll: () => number): unknown {
  const which = roll();
  if (which === 0) return theirs;
  if (which < 6) return ours;
  if (Array.isArray(ours) && Array.isArray(theirs) && ours.length === theirs.length) {
    return ours.map((each, at) => mixed(each, theirs[at], roll));
  }
  if (!isRecord(ours) || !isRecord(theirs) || ours['kind'] !== theirs['kind']) return ours;
  return Object.fromEntries(
    Object.entries(ours).map(([name, each]) => [name, mixed(each, theirs[name], roll)]),
  );
}

const twoPrograms = fc
  .tuple(anyProgram, anyProgram, fc.array(fc.nat(11), { minLength: 8, maxLength: 40 }))
  .map(([program, other, rolls]): [ProgramDefinition, ProgramDefinition] => {
    let at = 0;
    const roll = () => rolls[at++ % rolls.length] ?? 1;
    const parts = Object.entries(program) as [keyof ProgramDefinition, unknown][];
    const second = parts.map(([name, part]) => [name, mixed(part, other[name], roll)]);
    return [program, Object.fromEntries(second) as ProgramDefinition];
  });

it('says nothing exactly where members feel nothing', () => {
  const seen = { same: 0, different: 0 };
  fc.assert(
    fc.property(twoPrograms, ([before, after]) => {
      const isFelt = felt(before) !== felt(after);
      seen[isFelt ? 'different' : 'same'] += 1;
      const said = sayDifferences(before, after);
      expect(said.length > 0, said.join('\n')).toBe(isFelt);
    }),
    { numRuns: 2000 },
  );
  expect(Math.min(seen.same, seen.different)).toBeGreaterThan(100);
});

/** The same program, written by somebody else. */
function rewritten(program: ProgramDefinition): ProgramDefinition {
  const back = <Each>(list: readonly Each[]): Each[] => [...list].reverse();
  const when = (list: readonly Condition[]) =>
    back(list).map(
      (condition) =>
        Object.fromEntries(
          Object.entries(condition).map(([name, value]: [string, unknown]) => [
            name,
            Array.isArray(value) ? back(value) : value,
          ]),
        ) as Condition,
    );
  return {
    ...program,
    preset: 'by-somebody-else',
    earning: { ...program.earning, id: 'base-rule' },
    eligible: when(program.eligible),
    rates: program.rates.map((rate) => ({ ...rate, when: when(rate.when) })),
    campaigns: program.campaigns.map((each) => ({ ...each, when: when(each.when) })),
    activities: back(program.activities),
    // Of several that are taken by themselves the first comes first.
    rewards:
      program.rewards.filter(({ auto }) => auto).length > 1
        ? program.rewards
        : back(program.rewards),
  };
}

it('takes no notice of how a program is written', () => {
  fc.assert(
    fc.property(anyProgram, (program) => {
      expect(sayDifferences(program, rewritten(program))).toEqual([]);
    }),
  );
});

it('says every change once, in whole sentences', () => {
  fc.assert(
    fc.property(twoPrograms, ([before, after]) => {
      for (const sentence of sayDifferences(before, after)) {
        expect(sentence).toMatch(/^[A-Z“].*\.”?$/s);
        expect(sentence).not.toMatch(/undefined|null|NaN|\[object| {2}/);
      }
    }),
  );
});
