import { expect, test } from 'vitest';
import { points } from '../../kernel/points.ts';
import { plainRules } from '../plain-rules.ts';
import { pointsTiersPreset } from '../presets/points-tiers.ts';
import type { Perk, TierLadder, TierLevel } from '../program.ts';

const program = pointsTiersPreset({ currency: 'GBP', zone: 'Europe/London' });

const LEVEL: TierLevel = {
  ...{ id: 'one', name: 'Black', threshold: 0, inviteOnly: false },
  ...{ multiplierPercent: 100, entryPoints: points(0), perks: [] },
};
const LADDER: TierLadder = {
  ...{ basis: 'spend', window: { kind: 'joining' }, keeping: { kind: 'never-drop' } },
  levels: [{ ...LEVEL, id: 'first', name: 'Member' }],
};

function rulesOf(tiers: Partial<TierLadder>): readonly string[] {
  return plainRules({ ...program, tiers: { ...LADDER, ...tiers } });
}

function withPerks(...perks: readonly Perk[]): readonly string[] {
  return rulesOf({ levels: [...LADDER.levels, { ...LEVEL, threshold: 100_000, perks }] });
}

test('progress since joining is said', () => {
  expect(withPerks()).toContain(
    'Your tier follows what you spend since you first joined, less what you return.',
  );
});

test('a level on invitation says no threshold', () => {
  const invited = { ...LEVEL, inviteOnly: true };
  const said = rulesOf({ levels: [...LADDER.levels, invited] });
  expect(said).toContain('“Black” is by invitation only.');
  const gives = { ...invited, multiplierPercent: 200, perks: [{ kind: 'free-shipping' } as const] };
  expect(rulesOf({ levels: [...LADDER.levels, gives] })).toContain(
    '“Black” is by invitation only and gives 2 times the points and free shipping.',
  );
});

test('everybody begins at the first level that needs no invitation', () => {
  const invited = { ...LEVEL, inviteOnly: true };
  const said = rulesOf({ levels: [invited, ...LADDER.levels] });
  expect(said).toContain('“Black” is by invitation only.');
  expect(said).toContain('Your first tier is “Member”.');
});

test('where everybody begins may give something too', () => {
  const levels = [{ ...LEVEL, multiplierPercent: 110 }];
  expect(rulesOf({ levels })).toContain(
    'Your first tier is “Black”: it gives 1.1 times the points.',
  );
});

test.each<[string, Perk, string]>([
  ['a share', { kind: 'percent-off', percent: 5 }, '5 % off what you order'],
  ['shipping', { kind: 'free-shipping' }, 'free shipping'],
  ['a day before', { kind: 'early-access', hours: 24 }, 'access 24 hours before everybody else'],
  ['an hour before', { kind: 'early-access', hours: 1 }, 'access 1 hour before everybody else'],
  ['a promise', { kind: 'promise', words: 'a cake' }, '“a cake”'],
])('%s is said as a perk', (_title, perk, words) => {
  expect(withPerks(perk)).toContain(`“Black” begins at £1,000 and gives ${words}.`);
});

test('several perks are one list', () => {
  expect(withPerks({ kind: 'free-shipping' }, { kind: 'promise', words: 'a cake' })).toContain(
    '“Black” begins at £1,000 and gives free shipping and “a cake”.',
  );
});
