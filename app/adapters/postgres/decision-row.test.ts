import { expect, it } from 'vitest';
import type { Decision } from '../../domain/facts/decision.ts';
import { instant } from '../../domain/kernel/instant.ts';
import { points } from '../../domain/kernel/points.ts';
import { contentOf, toDecision } from './decision-row.ts';

const at = instant(1_780_000_000_000);
const redemptionId = '5';
const reward = { rewardId: 'off', rewardName: '5 off', version: 2 };
const takes = [{ lotId: 'order:1', points: points(500) }];

const DECISIONS: readonly Decision[] = [
  { kind: 'hold', redemptionId, at, ...reward, takes },
  { kind: 'settle', redemptionId, at, orderId: '8', orderName: '#1008' },
  { kind: 'release', redemptionId, at },
  {
    kind: 'charge',
    redemptionId,
    at,
    ...reward,
    orderId: '8',
    orderName: '#1008',
    why: 'second-order',
    takes,
  },
  { kind: 'undo', id: 'u-key', at, of: 'a-key', reason: 'It was none' },
  {
    ...{ kind: 'import', id: 'i-key', at, points: points(70), source: 'Old stamps' },
    ...{ earnedAt: at, expiresAt: null },
  },
  { kind: 'entry', levelId: 'gold', levelName: 'Gold', at, points: points(50), version: 2 },
  { kind: 'grant', id: 'g-key', at, levelId: 'gold', until: null, reason: 'A friend' },
  { kind: 'adjust', id: 'a-key', at, points: points(-500), reason: 'A mistake', takes },
];

it.each(DECISIONS)('a decision is read as it was written: $kind', (decision) => {
  const content = JSON.parse(JSON.stringify(contentOf(decision))) as object;
  const of = 'redemptionId' in decision ? Number(decision.redemptionId) : null;
  const row = { at: decision.at, kind: decision.kind, redemption_id: of, content };
  expect(toDecision(row)).toEqual(decision);
});

it('who adjusted is kept for whoever asks, and is no part of the decision', () => {
  const [adjust] = DECISIONS.slice(-1);
  const content = adjust ? { ...contentOf(adjust), staffId: '7' } : {};
  expect(toDecision({ at, kind: 'adjust', redemption_id: null, content })).toEqual(adjust);
});
