/**
 * Programs and members in a few words, for tests of what a program says: a program is a blank one
 * in pounds, a point a pound, with what the test is about; a member is a list of what happened.
 *
 *   paid('A', 1, 10.5)            order A, created and paid on day 1, £10.50 of goods
 *   left('A', 3, 9.9)             £9.90 of it is left from day 3 on
 */
import type { ActivityFact, StandingFact } from '../../app/domain/facts/activity.ts';
import type { Decision } from '../../app/domain/facts/decision.ts';
import type { OrderFact, OrderStep, OrderStepKind } from '../../app/domain/facts/order-fact.ts';
import {
  activityEvents,
  decisionEvents,
  type FoldEvent,
  orderEvents,
  standingEvents,
} from '../../app/domain/fold-events.ts';
import { foldMember, type FoldOutcome } from '../../app/domain/fold.ts';
import { minor, NO_MONEY } from '../../app/domain/kernel/money.ts';
import { points } from '../../app/domain/kernel/points.ts';
import { blankProgram } from '../../app/domain/program/blank-program.ts';
import type {
  ProgramDefinition,
  ProgramVersion,
  TierLadder,
  TierLevel,
} from '../../app/domain/program/program.ts';
import { day, dayOf } from './order-words.ts';

/** A version from day 0 on that says no more than it is given. */
export function saying(
  parts: Partial<ProgramDefinition>,
  { number = 1, from = 0 } = {},
): ProgramVersion {
  const definition = { ...blankProgram({ currency: 'GBP', zone: 'UTC' }, 'points'), ...parts };
  return { version: number, effectiveAt: day(from), definition };
}

/**
 * `'Bronze 0, Silver 100 ×1.25 +50, Friends invited'`: thresholds in pounds, multipliers, points
 * for entering.
 */
export function ladder(words: string, parts: Partial<TierLadder> = {}): TierLadder {
  const levels = words.split(', ').map((word): TierLevel => {
    const match = /^(\w+) ([\d.]+|invited)(?: ×([\d.]+))?(?: \+(\d+))?$/.exec(word);
    if (!match) throw new Error(`“${word}” is not a level.`);
    const [, name = '', pounds, times = '1', entry = '0'] = match;
    return {
      id: name.toLowerCase(),
      name,
      threshold: pounds === 'invited' ? 0 : Math.round(Number(pounds) * 100),
      multiplierPercent: Math.round(Number(times) * 100),
      entryPoints: points(Number(entry)),
      inviteOnly: pounds === 'invited',
      perks: [],
    };
  });
  return {
    basis: 'spend',
    window: { kind: 'lifetime' },
    keeping: { kind: 'never-drop' },
    levels,
    ...parts,
  };
}

export type Told =
  | { readonly order: string; readonly step: OrderStep; readonly created: number }
  | { readonly activity: ActivityFact }
  | { readonly standing: StandingFact }
  | { readonly decision: Decision };

export function paid(order: string, on: number, pounds: number, created = on): Told {
  return { order, step: stepOf('paid', on, pounds), created };
}

export function left(order: string, on: number, pounds: number, kind: OrderStepKind = 'refund') {
  return { order, step: stepOf(kind, on, pounds), created: on } as const;
}

export function did(activity: string, on: number): Told {
  return { activity: { id: `${activity}-${on}`, activity, at: day(on) } };
}

export function says(kind: StandingFact['kind'], on: number): Told {
  return { standing: { id: `${kind}-${on}`, kind, at: day(on) } };
}

/** Staff give a level, for good or before a day; a day that is not later takes it back. */
export function given(levelId: string, on: number, until: number | null = null): Told {
  const ends = until === null ? null : day(until);
  const id = `${levelId}-${on}`;
  return decided({ kind: 'grant', id, at: day(on), levelId, until: ends, reason: 'A friend' });
}

export function decided(decision: Decision): Told {
  return { decision };
}

/** Folds what is told, up to a day. */
export function foldTold(
  told: readonly Told[],
  versions: readonly ProgramVersion[],
  on: number,
): FoldOutcome {
  return foldMember({ ...factsOf(told), uses: [] }, versions, day(on));
}

/** What is told as events; `known` was told before and only completes the orders. */
export function eventsOf(told: readonly Told[], known: readonly Told[] = []): FoldEvent[] {
  const { decisions, activities, standing } = factsOf(told);
  const orders = factsOf([...known, ...told]).orders;
  return [
    ...decisionEvents(decisions),
    ...activityEvents(activities),
    ...standingEvents(standing),
    ...told.flatMap((one) => {
      const order = 'order' in one ? orders.find(({ id }) => id === one.order) : undefined;
      return order && 'step' in one ? orderEvents(order, [one.step]) : [];
    }),
  ];
}

/** One order as it is told. */
export function orderOf(...told: readonly Told[]): OrderFact {
  const [order] = factsOf(told).orders;
  if (!order) throw new Error('There is an order.');
  return order;
}

export function factsOf(told: readonly Told[]) {
  const orders = new Map<string, OrderFact>();
  for (const one of told) {
    if (!('order' in one)) continue;
    const known = orders.get(one.order) ?? newOrder(one.order, one.created);
    const steps = [...known.steps, one.step].sort((a, b) => a.at - b.at);
    orders.set(one.order, { ...known, steps });
  }
  return {
    orders: [...orders.values()],
    decisions: told.flatMap((one) => ('decision' in one ? one.decision : [])),
    activities: told.flatMap((one) => ('activity' in one ? one.activity : [])),
    standing: told.flatMap((one) => ('standing' in one ? one.standing : [])),
  };
}

/** `A 10/0/0, join 0/50/0`: every lot, pending/available/held. */
export function sayLots({ state }: FoldOutcome): string {
  return [...state.lots.values()]
    .map(({ id, pending, available, held }) => {
      return `${id.replace(/^order:/, '')} ${pending}/${available}/${held}`;
    })
    .sort()
    .join(', ');
}

/** `1 award A 10, 15 mature A 10`: every movement with its day. */
export function sayMovements({ movements }: FoldOutcome): string {
  return movements
    .map(({ at, kind, lotId, points: moved }) => {
      const on = Math.round(dayOf(at) * 100) / 100;
      return `${on} ${kind} ${lotId.replace(/^order:/, '')} ${moved}`;
    })
    .join(', ');
}

export function sayTiers({ tierMoves }: FoldOutcome): string {
  return tierMoves.map(({ at, to }) => `${Math.round(dayOf(at) * 100) / 100} ${to}`).join(', ');
}

function stepOf(kind: OrderStepKind, on: number, pounds: number): OrderStep {
  const eligibleMinor = minor(Math.round(pounds * 100));
  const at = day(on);
  const cause =
    kind === 'paid' || kind === 'cancel' || kind === 'fulfilled' ? kind : `${kind}:${on}`;
  const none = { shippingMinor: NO_MONEY, taxMinor: NO_MONEY };
  return { kind, at, cause, eligibleMinor, linesMinor: [eligibleMinor], ...none };
}

/** An order of one line of which nothing has happened yet. */
export function newOrder(id: string, created: number): OrderFact {
  return {
    id,
    name: `#${id}`,
    createdAt: day(created),
    currency: 'GBP',
    channel: 'online',
    customerTags: [],
    segmentIds: [],
    lines: [{ productId: null, vendor: null, productTags: [], collectionIds: [], giftCard: false }],
    giftCardMinor: NO_MONEY,
    steps: [],
  };
}
