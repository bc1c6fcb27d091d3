import { describe, expect, it } from 'vitest';
import { instant } from '../domain/kernel/instant.ts';
import { minor } from '../domain/kernel/money.ts';
import { points } from '../domain/kernel/points.ts';
import { fixedReward } from '../domain/program/fixed-reward.ts';
import { pointsPreset } from '../domain/program/presets/points.ts';
import type { ProgramVersion, Reward } from '../domain/program/program.ts';
import { toWrite, unissuedWrites } from './rewards-in-play.ts';

const gives = (amountMinor: number) =>
  ({ kind: 'amount-off', amountMinor: minor(amountMinor) }) as const;
const reward = (name: string, cost: number, amountMinor: number): Reward =>
  fixedReward({ id: 'off', name, cost: points(cost), gives: gives(amountMinor) });

const version = (number: number, ...rewards: Reward[]): ProgramVersion => ({
  version: number,
  effectiveAt: instant(number),
  definition: { ...pointsPreset({ currency: 'GBP', zone: 'UTC' }), rewards },
});

describe('a code that was used though nobody was given it', () => {
  const unissued = [
    { code: 'LAUREL-X', shopId: 3, rewardId: 'off', fingerprint: 'amount-off 500 GBP' },
  ];
  const noted = (...versions: ProgramVersion[]) =>
    unissuedWrites(unissued, { memberId: 7 }, versions, instant(9));

  it('costs what the newest version asks for a reward that gives the same', () => {
    const versions = [
      version(1, reward('old', 400, 500)),
      version(2, reward('new', 450, 500)),
      version(3, reward('other', 600, 1_000)),
    ];
    expect(noted(...versions)).toEqual([
      {
        memberId: 7,
        shopId: 3,
        rewardId: 'off',
        rewardName: 'new',
        version: 2,
        cost: 450,
        code: 'LAUREL-X',
        madeAt: 9,
      },
    ]);
  });

  it('is left alone where no version knows its reward', () => {
    expect(noted(version(1, reward('other', 600, 1_000)), version(2))).toEqual([]);
  });
});

it('what was decided becomes what is written of the redemption', () => {
  const redemptionId = '5';
  expect(
    [
      { kind: 'bind', redemptionId, orderId: '8' } as const,
      { kind: 'unbind', redemptionId, askedAt: instant(2) } as const,
      { kind: 'settle', redemptionId, orderId: '8', endedAt: instant(3) } as const,
      { kind: 'charge', redemptionId, orderId: '9', points: points(500) } as const,
    ].map(toWrite),
  ).toEqual([
    { redemptionId: 5, status: 'bound', orderKey: 8 },
    { redemptionId: 5, status: 'open', orderKey: null, askedAt: 2 },
    { redemptionId: 5, status: 'settled', orderKey: 8, endedAt: 3 },
    { redemptionId: 5, chargedMore: 500 },
  ]);
});
