import { describe, expect, it } from 'vitest';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import { pointsTiersPreset } from '../../app/domain/program/presets/points-tiers.ts';
import { starsPreset } from '../../app/domain/program/presets/stars.ts';
import { matchReturns } from '../../twin/trade-file/match-returns.ts';
import { tradeLines } from '../../twin/trade-file/trade-fixture.ts';
import { foldTrade } from './fold-trade.ts';

const POINTS = pointsPreset({ currency: 'GBP', zone: 'UTC' });

const TIERS = pointsTiersPreset({ currency: 'GBP', zone: 'UTC' });
const STARS = starsPreset({ currency: 'GBP', zone: 'UTC' });
const YEAR = [
  ...tradeLines('100 85048 2 05T10:00 10 7'),
  ...tradeLines('101 85048 1 09T10:00 1 7'),
].map((line, at) => ({ ...line, at: Date.UTC(2010, at === 0 ? 0 : 7, 5) }));

function figuresOf(table: string, asOf?: number) {
  return foldTrade(matchReturns(tradeLines(table), asOf), POINTS).figures;
}

describe('foldTrade', () => {
  it('rounds each line half up to pence, and what is left of one anew', () => {
    // 3 × 1.115 = 3.345 → 3.35; 2 × 1.115 = 2.23; 1 × 0.005 → 0.01.
    const figures = figuresOf(`100 85048 3 01T10:00 1.115 7
                               100 85049 1 01T10:00 0.005 7
                               C1  85048 -1 02T10:00 1.115 7`);
    expect(figures).toMatchObject({ eligibleMinor: 336, refundedMinor: 112 });
    expect(figures).toMatchObject({ awarded: 3, clawedBack: 1, balance: 2 });
  });

  it('awards once per order on its whole amount, never per line', () => {
    expect(
      figuresOf(`100 85048 1 01T10:00 0.60 7
                      100 85049 1 01T10:00 0.60 7
                      101 85048 1 01T10:00 0.90 7`),
    ).toMatchObject({ awarded: 1, members: 1 });
  });

  it('counts an award before the return at the very same instant', () => {
    const figures = figuresOf(`100 85048 2 01T10:00 10 7
                               C1  85048 -2 01T10:00 10 7`);
    expect(figures).toMatchObject({ awarded: 20, clawedBack: 20, balance: 0 });
  });

  it('gives guests nothing, but counts them and what they bring back', () => {
    expect(
      figuresOf(`100 85048 2 01T10:00 10 -
                      C1  85048 -2 01T11:00 10 -`),
    ).toEqual({
      lines: 2,
      orders: 1,
      guestOrders: 1,
      members: 0,
      eligibleMinor: 0,
      refundedMinor: 0,
      returnedUnitsMatched: 0,
      returnedUnitsUnmatched: 2,
      awarded: 0,
      clawedBack: 0,
      balance: 0,
    });
  });

  it('lets points mature by asOf, and says what each member has', () => {
    const lines = tradeLines(`100 85048 2 01T10:00 10 7
                              101 85048 1 20T10:00 10 7
                              102 85048 1 20T10:00 5 8`);
    const { members } = foldTrade(matchReturns(lines), POINTS);
    expect(Object.fromEntries(members)).toEqual({
      7: { awarded: 30, clawedBack: 0, pending: 10, available: 20 },
      8: { awarded: 5, clawedBack: 0, pending: 5, available: 0 },
    });
  });

  it('says of every order without points why it has none', () => {
    const lines = tradeLines(`100 85048 2 01T10:00 10 7
                              101 85048 1 02T10:00 0.60 7
                              102 85048 1 03T10:00 5 8
                              103 85048 1 04T10:00 0.70 8
                              C1  85048 -1 05T10:00 5 8`);
    const { earningNothing } = foldTrade(matchReturns(lines), POINTS);
    expect(earningNothing.map(({ why, orders }) => [why, orders])).toEqual([
      ['less-than-a-point', 2],
      ['returned', 1],
    ]);
  });

  it('refuses to print what numbers cannot hold exactly, naming it', () => {
    const orders = `100 85048 1 01T10:00 50000000000000 7
                    100 85049 1 01T10:00 50000000000000 7`;
    const sums = `100 85048 1 01T10:00 50000000000000 7
                  101 85049 1 01T10:00 50000000000000 7`;
    const fold = (lines: string) => () => foldTrade(matchReturns(tradeLines(lines)), POINTS);
    expect(fold(orders)).toThrow('order 100: is more than can be counted exactly');
    expect(fold(sums)).toThrow('eligibleMinor: is more than can be counted exactly');
  });

  it('counts members by tier as asOf finds them, and none who has none', () => {
    // 7 spends £600 at once; 8 brings back what made her Silver, and keeps it; 9 never gets there.
    const table = `100 85048 60 01T10:00 10 7
                   101 85048 50 01T10:00 10 8
                   102 85048 1 02T10:00 10 9
                   C1  85048 -50 02T10:00 10 8
                   103 85048 1 03T10:00 10 7`;
    const { figures } = foldTrade(matchReturns(tradeLines(table)), TIERS);
    expect(figures).toMatchObject({
      ...{ members: 3, awarded: 600 + 500 + 10 + 12, clawedBack: 500, balance: 622 },
      tiers: { bronze: 1, silver: 2, gold: 0 },
    });
    expect(figuresOf(table)).not.toHaveProperty('tiers');
  });

  it('hands out points for a tier once, as the pipeline decides them', () => {
    const lines = tradeLines(`100 85048 26 01T10:00 10 7
                              101 85048 1 02T10:00 10 7`);
    const { figures } = foldTrade(matchReturns(lines), STARS);
    // £260 are 520 stars and make a Gold, who gets 50; £10 are then 25.
    expect(figures).toMatchObject({ awarded: 595, balance: 595, expired: 0, tiers: { gold: 1 } });
  });

  it('says what members hold as each month ends, also those in which nothing moved', () => {
    const { monthEnds, figures } = foldTrade(matchReturns(YEAR), STARS);
    expect(monthEnds).toEqual([
      { month: '2010-01', points: 40 },
      ...['02', '03', '04', '05', '06'].map((month) => ({ month: `2010-${month}`, points: 40 })),
      { month: '2010-07', points: 0 },
      { month: '2010-08', points: 2 },
    ]);
    expect(figures).toMatchObject({ awarded: 42, expired: 40, balance: 2 });
  });

  it('keeps the movements that moved most, largest first, with their reasons', () => {
    const { largest } = foldTrade(matchReturns(YEAR), STARS);
    expect(largest.map(({ kind, points }) => `${kind} ${points}`)).toEqual([
      'award 40',
      'award 2',
      'expire 40',
    ]);
    expect(largest[0]?.explanation).toMatchObject({ type: 'order', countedMinor: 2000 });
  });
});
