import { describe, expect, it } from 'vitest';
import { minor } from '../domain/kernel/money.ts';
import { points } from '../domain/kernel/points.ts';
import { fixedReward } from '../domain/program/fixed-reward.ts';
import type { Reward } from '../domain/program/program.ts';
import { findChoice, shopChoices } from './reward-choices.ts';

const off = (cost: number, amountMinor: number) =>
  ({
    cost: points(cost),
    gives: { kind: 'amount-off', amountMinor: minor(amountMinor) },
  }) as const;
const FIXED = fixedReward({ id: 'five', name: '£5 off', ...off(500, 500) });
const STEPPED: Reward = {
  ...FIXED,
  id: 'voucher',
  name: 'Voucher',
  offer: { kind: 'stepped', steps: [off(500, 500), off(900, 1050)] },
};
const SLIDING: Reward = {
  ...FIXED,
  id: 'slide',
  name: 'As you like',
  offer: { kind: 'sliding', least: 2, most: 3, ...off(100, 100) },
};
const CARD = fixedReward({
  ...{ id: 'card', name: 'Card', cost: points(500) },
  gives: { kind: 'gift-card', amountMinor: minor(500) },
});
const offering = { rewards: [FIXED, STEPPED, SLIDING, CARD], currency: 'GBP' };

describe('the choices of a program', () => {
  it('go by the reward’s id where there is one, else by their price', () => {
    const listed = shopChoices(offering).map(({ id, name, choice }) => [id, name, choice.cost]);
    expect(listed).toEqual([
      ['five', '£5 off', 500],
      ['voucher:500', 'Voucher: £5 off', 500],
      ['voucher:900', 'Voucher: £10.50 off', 900],
      ['slide:200', 'As you like: £2 off', 200],
      ['slide:300', 'As you like: £3 off', 300],
    ]);
  });

  it('are found by the ids they are listed under', () => {
    for (const listed of shopChoices(offering)) {
      expect(findChoice(offering, listed.id)).toEqual({ ok: true, ...listed });
    }
  });

  it.each([
    ['gone', 'unknown_reward'],
    ['gone:500', 'unknown_reward'],
    ['voucher', 'unknown_choice'],
    ['voucher:501', 'unknown_choice'],
    ['five:400', 'unknown_choice'],
  ])('%s is none: %s', (id, reason) => {
    expect(findChoice(offering, id)).toEqual({ ok: false, reason });
  });
});
