import { describe, expect, it } from 'vitest';
import type { LotView } from '../../contracts/admin-members.ts';
import { balanceFigures } from './balance-figures.ts';

const NOW = Date.UTC(2026, 11, 20);
const lot = (maturesAt: number) => ({ pending: 40, maturesAt }) as LotView;
const MEMBER = {
  ...{ pending: 80, available: 120, held: 300, isSealed: false, readAt: NOW, zone: 'UTC' },
  lots: [lot(Date.UTC(2027, 0, 9)), lot(Date.UTC(2027, 0, 3))],
};

const said = (changes: Partial<typeof MEMBER>) =>
  balanceFigures({ ...MEMBER, ...changes }).map(
    ({ name, value, words }) => `${name} ${value}: ${words}`,
  );

describe('the numbers of a member', () => {
  it('say what can be used, what waits until when, and what is reserved', () => {
    expect(said({})).toEqual([
      'To spend 120: Points they can use now',
      'Waiting 80: The next on 3 Jan 2027',
      'Reserved 300: For rewards taken and not used yet',
    ]);
    expect(said({ pending: 0, lots: [] })[1]).toBe('Waiting 0: Nothing waits');
  });

  it('say a debt as one', () => {
    expect(said({ available: -500 })[0]).toBe(
      'To spend −500: Owed: what can be spent next pays it first',
    );
  });

  it('promise nothing for a day that is over', () => {
    expect(said({ lots: [lot(NOW)] })[1]).toBe('Waiting 80: The next in a moment');
  });

  it('promise nothing at all to somebody who was erased', () => {
    const all = said({ isSealed: true, lots: [lot(Date.UTC(2026, 11, 3))] }).join();
    expect(all).toContain('Never spent 120: Nobody can use them any more');
    expect(all).not.toMatch(/The next|can use now|To spend/);
  });
});
