import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minor } from '../domain/kernel/money.ts';
import { points } from '../domain/kernel/points.ts';
import { fixedReward } from '../domain/program/fixed-reward.ts';
import { pointsPreset } from '../domain/program/presets/points.ts';
import {
  freeRewardId,
  type ProgramForm,
  readProgramForm,
  writeProgramForm,
} from './program-form.ts';
import { parseProgram } from './program.ts';

const GBP = pointsPreset({ currency: 'GBP', zone: 'Europe/London' });
const OFF = { kind: 'amount-off', amountMinor: minor(500) } as const;
const typed = (changes: Partial<ProgramForm>): ProgramForm => ({
  ...writeProgramForm(GBP),
  ...changes,
});
const reward = (changes: object) => ({
  ...{ id: 'gift', name: 'Gift', cost: '100', kind: 'amount-off' as const, amount: '5.00' },
  ...changes,
});

describe('the program as an owner types it', () => {
  it('is written in whole units of the currency', () => {
    expect(writeProgramForm(GBP)).toMatchObject({
      points: '1',
      per: '1.00',
      pendingDays: '14',
      rewards: [
        { id: 'amount-off-5', cost: '500', kind: 'amount-off', amount: '5.00' },
        { id: 'free-shipping', cost: '300', kind: 'free-shipping', amount: '' },
      ],
    });
  });

  it('reads back as the definition it was written from, in every kind of currency', () => {
    const amounts = fc.integer({ min: 1, max: 1_000_000_000_000 });
    fc.assert(
      fc.property(
        fc.constantFrom('GBP', 'JPY', 'KWD'),
        amounts,
        amounts,
        fc.integer({ min: 1, max: 1_000_000_000 }),
        fc.integer({ min: 0, max: 90 }),
        (currency, perMinor, amountMinor, cost, pendingDays) => {
          const preset = pointsPreset({ currency, zone: 'UTC' });
          const definition = {
            ...preset,
            pendingDays,
            earning: { ...preset.earning, perMinor: minor(perMinor) },
            rewards: [
              fixedReward({
                id: 'gift',
                name: 'Gift',
                cost: points(cost),
                gives: { kind: 'amount-off' as const, amountMinor: minor(amountMinor) },
              }),
            ],
          };
          const read = readProgramForm(writeProgramForm(definition), preset);
          expect(read).toEqual({ ok: true, definition });
          expect(read.ok && parseProgram(read.definition)).toEqual({ ok: true, definition });
        },
      ),
    );
  });

  it('takes thousands with their commas and spaces around', () => {
    const read = readProgramForm(typed({ points: ' 1,000 ', per: ' 2.5 ' }), GBP);
    expect(read.ok && read.definition.earning).toMatchObject({ points: 1000, perMinor: 250 });
  });

  it('names every bad field at once, as a definition names them', () => {
    const rewards = [reward({ name: ' ', cost: '1.5', amount: '0' })];
    const form = typed({ points: 'many', per: '-1', pendingDays: '91', rewards });
    const read = readProgramForm(form, GBP);
    expect(read.ok ? [] : read.problems).toEqual([
      {
        field: 'earning.points',
        problem: 'Enter a whole number of points from 1 to 1,000,000,000',
      },
      { field: 'earning.perMinor', problem: 'Enter an amount in GBP, such as 5.00' },
      { field: 'pendingDays', problem: 'Enter a whole number of days from 0 to 90' },
      { field: 'rewards[0].name', problem: 'Enter a name shoppers will see' },
      {
        field: 'rewards[0].offer.cost',
        problem: 'Enter a whole number of points from 1 to 1,000,000,000',
      },
      { field: 'rewards[0].offer.gives.amountMinor', problem: 'Enter an amount above zero' },
    ]);
  });

  it.each([
    ['GBP', '5.001', 'GBP has at most 2 decimals: enter an amount such as 5.00'],
    ['JPY', '5.5', 'JPY has no decimals: enter an amount such as 5'],
    ['GBP', '1e9', 'Enter an amount in GBP, such as 5.00'],
    ['GBP', '20000000000', 'Enter a smaller amount'],
  ])('refuses %s %s with words', (currency, amount, problem) => {
    const base = pointsPreset({ currency, zone: 'UTC' });
    const rewards = [reward({ amount })];
    const read = readProgramForm({ ...writeProgramForm(base), rewards }, base);
    expect(read.ok ? [] : read.problems).toEqual([
      { field: 'rewards[0].offer.gives.amountMinor', problem },
    ]);
  });

  it('does not ask a free shipping what it takes off', () => {
    const read = readProgramForm(
      typed({ rewards: [reward({ kind: 'free-shipping', amount: '?' })] }),
      GBP,
    );
    expect(read.ok && read.definition.rewards[0]?.offer).toMatchObject({
      gives: { kind: 'free-shipping' },
    });
  });

  it('keeps what it cannot ask about a reward, and reads only its name', () => {
    const [first] = GBP.rewards;
    if (!first) throw new Error('The preset has a reward.');
    const offer = { kind: 'sliding', least: 1, most: 4, cost: points(50), gives: OFF } as const;
    const limited = { ...first, id: 'limited', limits: { ...first.limits, stock: 5 }, auto: true };
    const base = { ...GBP, rewards: [{ ...first, id: 'slides', offer }, limited] };
    const form = writeProgramForm(base);
    expect(form.rewards.map(({ kind, cost }) => [kind, cost])).toEqual([
      ['kept', '50'],
      ['amount-off', '500'],
    ]);
    expect(readProgramForm(form, base)).toEqual({ ok: true, definition: base });

    const renamed = form.rewards.map((each) => ({ ...each, name: `${each.name}!`, cost: '70' }));
    const read = readProgramForm({ ...form, rewards: renamed }, base);
    expect(read.ok && read.definition.rewards).toEqual([
      { ...base.rewards[0], name: '£5 off!' },
      { ...limited, name: '£5 off!', offer: { ...limited.offer, cost: 70 } },
    ]);
    const gone = readProgramForm(form, { ...base, rewards: [limited] });
    expect(gone.ok ? [] : gone.problems.map(({ field }) => field)).toEqual(['rewards[0].offer']);
  });

  it('makes a reward a plain one where it gives something else', () => {
    const [first] = GBP.rewards;
    if (!first) throw new Error('The preset has a reward.');
    const base = { ...GBP, rewards: [{ ...first, auto: true }] };
    const rewards = [reward({ id: first.id, name: 'Gift', kind: 'free-shipping' })];
    const read = readProgramForm({ ...writeProgramForm(base), rewards }, base);
    const gives = { kind: 'free-shipping', mostMinor: null } as const;
    expect(read.ok && read.definition.rewards).toEqual([
      fixedReward({ id: first.id, name: 'Gift', cost: points(100), gives }),
    ]);
  });

  it('leaves a base rule of nothing as it is, and makes none', () => {
    const stamps = { ...GBP, earning: { ...GBP.earning, points: points(0) } };
    expect(readProgramForm(writeProgramForm(stamps), stamps)).toEqual({
      ok: true,
      definition: stamps,
    });
    expect(readProgramForm(typed({ points: '0' }), GBP).ok).toBe(false);
  });

  it('gives a new reward an id that no other has', () => {
    expect(freeRewardId([])).toBe('reward-1');
    expect(freeRewardId([{ id: 'reward-2' }])).toBe('reward-3');
  });
});
