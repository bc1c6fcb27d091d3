/** What a shopper reads of an order that was judged, for tests of sentences. */
import { explainLine, type LineOutcome } from '../../app/domain/earning/explain-order.ts';
import { judgeOrder } from '../../app/domain/earning/judge-order.ts';
import type { Placement } from '../../app/domain/earning/placement.ts';
import { minor } from '../../app/domain/kernel/money.ts';
import { type Points, points } from '../../app/domain/kernel/points.ts';
import type { MovementKind } from '../../app/domain/ledger/accounts.ts';
import type { OrderExplanation } from '../../app/domain/ledger/explanation.ts';
import { sayMovement } from '../../app/domain/ledger/say-movement.ts';
import type { ProgramDefinition } from '../../app/domain/program/program.ts';
import { type Bought, inTier, type Judged, NEWCOMER, program } from './orders-to-judge.ts';

/** What caps and time made of the rule line, and how many points moved where not all of them. */
export type Outcome = Partial<LineOutcome> & {
  readonly kind?: MovementKind;
  readonly moved?: Points;
};

export const SHOES: Bought = { pounds: 60, collectionIds: ['shoes'] };
export const ON_SHOES = { kind: 'collection', not: false, collectionIds: ['shoes'] } as const;
export const OVER_50 = { kind: 'order-value', not: false, atLeastMinor: minor(5000) } as const;
export const SILVER = inTier('silver', 125);
export const TIERS: ProgramDefinition['tiers'] = {
  basis: 'spend',
  window: { kind: 'lifetime' },
  keeping: { kind: 'never-drop' },
  levels: [
    {
      ...{ id: 'silver', name: 'Silver', threshold: 0, multiplierPercent: 125 },
      ...{ entryPoints: points(0), inviteOnly: false, perks: [] },
    },
  ],
};

export type About = {
  readonly ruleId: string;
  readonly outcome: Outcome;
  readonly placement: Placement;
};

export function sayOf(said: Partial<ProgramDefinition>, judged: Judged, about: About): string {
  const { kind = 'award', moved, ...outcome } = about.outcome;
  const explanation = explained(said, judged, outcome, about);
  const amount = moved ?? (kind === 'award' ? explanation.orderPoints : explanation.uncapped);
  return sayMovement({ kind, reversed: false, points: amount, explanation }, 'UTC');
}

export function explained(
  said: Partial<ProgramDefinition>,
  { order, step }: Judged,
  outcome: Partial<LineOutcome>,
  { ruleId, placement }: Pick<About, 'ruleId' | 'placement'> = {
    ruleId: 'orders',
    placement: NEWCOMER,
  },
): OrderExplanation {
  const definition = program(said);
  const { lines } = judgeOrder(definition, order, step, placement);
  const worth = lines.find((line) => line.ruleId === ruleId)?.points ?? points(0);
  return explainLine(definition, order, step, placement, ruleId, {
    ...{ uncapped: worth, points: worth, by: null, earnedAt: step.at, maturesAt: null },
    ...outcome,
  });
}

export function became(kind: 'cancel' | 'chargeback' | 'chargeback-won', judged: Judged): Judged {
  return { ...judged, step: { ...judged.step, kind, cause: kind } };
}
