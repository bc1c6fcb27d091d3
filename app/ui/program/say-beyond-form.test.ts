import { expect, test } from 'vitest';
import { minor } from '../../domain/kernel/money.ts';
import { points } from '../../domain/kernel/points.ts';
import { fixedReward } from '../../domain/program/fixed-reward.ts';
import { plainRules } from '../../domain/program/plain-rules.ts';
import { everythingPreset } from '../../domain/program/presets/everything.ts';
import type { ProgramDefinition, RewardLimits } from '../../domain/program/program.ts';
import { sayBeyondForm } from './say-beyond-form.ts';

const preset = everythingPreset({ currency: 'GBP', zone: 'Europe/London' });

type More = { readonly limits?: Partial<RewardLimits>; readonly auto?: boolean };
const fiveOff = (more: More = {}) =>
  fixedReward({
    ...{ id: 'five', name: '£5 off', cost: points(500) },
    gives: { kind: 'amount-off', amountMinor: minor(500) },
    ...more,
  });
const beyond = (...rewards: ProgramDefinition['rewards']) =>
  Object.fromEntries(sayBeyondForm({ ...preset, rewards }));

test('what the form cannot ask is said with its offer, its price and its limits', () => {
  const said = sayBeyondForm(preset);
  expect([...said.keys()]).toEqual(['off', 'percent-off', 'tree']);
  expect(said.get('off')).toEqual([expect.stringMatching(/every 100 points buy £1 off.* 1,000/)]);
  expect(said.get('percent-off')).toEqual([
    expect.stringMatching(/^600 points buy “10 % off”.*£30/),
    expect.stringMatching(/by Silver or Gold members.*once/),
  ]);
  expect(said.get('tree')).toEqual([expect.stringMatching(/^500 points buy “A tree”: £5/)]);
  expect(plainRules(preset)).toEqual(expect.arrayContaining([...said.values()].flat()));
});

test('what the form shows whole needs no sentence', () => {
  expect(beyond(fiveOff())).toEqual({});
});

test('of what the form asks in part, the limits are said', () => {
  const limits = { minimumMinor: minor(2_000), stock: 50 };
  expect(beyond(fiveOff(), { ...fiveOff({ limits }), id: 'limited' })).toEqual({
    limited: [expect.stringMatching(/50 times in all/), expect.stringMatching(/£20 or more/)],
  });
});

test('what is taken by itself says so, as the form does not', () => {
  expect(beyond(fiveOff({ auto: true }))).toEqual({
    five: [expect.stringMatching(/^As soon as you have 500 points .*“£5 off”/)],
  });
});

test('the second reward’s limits are not taken for those of the eleventh', () => {
  const many = Array.from({ length: 11 }, (_, at) => ({ ...fiveOff(), id: `reward-${at}` }));
  const last = { ...fiveOff({ limits: { stock: 5 } }), id: 'reward-10' };
  expect(Object.keys(beyond(...many.slice(0, 10), last))).toEqual(['reward-10']);
});
