/** Counts what programs said and what came of it, so that no part of the language stays untried. */
import type { Condition } from '../../app/domain/earning/conditions/registry.ts';
import type { FoldOutcome } from '../../app/domain/fold.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import type { ActivityExplanation, OrderExplanation } from '../../app/domain/ledger/explanation.ts';
import type { Movement } from '../../app/domain/ledger/movement.ts';
import { type ProgramDefinition, versionInForce } from '../../app/domain/program/program.ts';
import type { Books } from './books.ts';
import type { ShopLife } from './shop-life.ts';

const CONDITIONS = [
  ...['channel', 'customer-tag', 'segment', 'order-value', 'first-orders', 'tier', 'dates'],
  ...['weekday-hours', 'product', 'collection', 'product-tag', 'vendor', 'every-nth-order'],
];

/** Each has to happen a hundred times. */
export const LANGUAGE: readonly string[] = [
  ...CONDITIONS.flatMap((kind) => [`if ${kind}`, `if not ${kind}`]),
  ...['floor', 'nearest', 'ceiling'].map((rounding) => `${rounding} of a fraction`),
  ...['best', 'add', 'multiply'].map((stacking) => `${stacking} of several`),
  ...['order', 'day', 'month', 'member'].map((cap) => `capped by ${cap}`),
  ...['own rate', 'multiplier', 'bonus', 'bonus once', 'bonus passed on', 'tier’s multiplier'],
  ...['not-eligible', 'gift-cards', 'shipping', 'tax'].map((why) => `left out: ${why}`),
  ...['gift card counts', 'shipping counts', 'tax counts'],
  ...['paid', 'fulfilled'].map((from) => `waits from ${from}`),
  ...['fulfilled', 'refund', 'cancel', 'chargeback', 'chargeback-won'].map((kind) => `at ${kind}`),
  ...['once', 'yearly', 'day', 'week', 'month', 'year'].flatMap((limit) => [
    `done within ${limit}`,
    `beyond ${limit}`,
  ]),
  ...['activity waits', 'activity capped', 'join', 'leave', 'order while left', 'done while left'],
  ...['spend', 'points', 'orders'].map((basis) => `tier by ${basis}`),
  ...['lifetime', 'year', 'days', 'months'].map((window) => `climbed within ${window}`),
  ...['year', 'days', 'months'].map((window) => `fell within ${window}`),
  ...['days', 'period-end'].flatMap((keeping) => [`fell: ${keeping}`, `landed softly: ${keeping}`]),
  ...['never dropped', 'tier by publishing', 'entry', 'import', 'undo'],
  ...['after-earning', 'yearly', 'inactivity', 'imported'].map((model) => `expired: ${model}`),
  ...['expired after its grace', 'came back after its end', 'matured after its end'],
  ...['allow-negative', 'stop-at-zero', 'pending-only'].map((debt) => `short under ${debt}`),
  ...['forgive', 'judged by an old version', 'foreign currency', 'pos', 'b2b', 'subscription'],
];

type Count = (what: string) => void;

export function countLanguage(life: ShopLife, books: Books, count: Count): void {
  for (const [id, { decisions }] of books.members) {
    const asOf = instant(Math.max(life.endsAt, decisions.at(-1)?.at ?? 0));
    const outcome = books.fromScratch(id, asOf);
    const given = new Map<string, string>();
    for (const movement of outcome.movements) {
      countMovement(life, movement, count);
      const { explanation: why, kind, lotId } = movement;
      if (kind !== 'award' || why.type !== 'order' || why.earns !== 'bonus') continue;
      if (isOnce(life, why) && (given.get(why.rule) ?? lotId) !== lotId) count('bonus passed on');
      given.set(why.rule, lotId);
    }
    countTiers(life, outcome, count);
    countFacts(life, books, { id, outcome, count });
    countDebts(life, outcome, count);
  }
}

function programOf(life: ShopLife, number: number): ProgramDefinition | undefined {
  return life.versions.find(({ version }) => version === number)?.definition;
}

function countMovement(life: ShopLife, movement: Movement, count: Count): void {
  const { explanation: why, kind, at } = movement;
  if (why.type === 'order') countOrder(life, movement, why, count);
  if (why.type === 'activity') countActivity(life, why, count);
  if (why.type === 'expire') {
    count(`expired: ${why.model}`);
    if (why.graceDays > 0) count('expired after its grace');
  }
  if (['import', 'entry', 'undo', 'forgive'].includes(why.type)) count(why.type);
  const { version } = versionInForce(life.versions, at) ?? {};
  if (kind === 'award' && 'version' in why && why.version !== version) {
    count('judged by an old version');
  }
}

function countOrder(life: ShopLife, movement: Movement, why: OrderExplanation, count: Count): void {
  const { cappedBy, rule, multipliers, stacking, rounding, earns } = why;
  const program = programOf(life, why.version);
  if (!program) return;
  if (cappedBy) count(`capped by ${cappedBy}`);
  for (const { why: reason } of why.leftOut) count(`left out: ${reason}`);
  if (movement.kind !== 'award') return;
  count(`waits from ${why.pendingFrom}`);
  const { counts } = program;
  if (counts.giftCards && why.giftCardMinor > 0) count('gift card counts');
  if (counts.shipping) count('shipping counts');
  if (counts.tax) count('tax counts');
  const gives = program.campaigns.filter((one) => one.gives.kind === 'multiplier');
  // The best hides the others, so that it is known by what there was to choose from.
  const several = stacking === 'best' ? gives.length + (program.tiers ? 1 : 0) : multipliers.length;
  if (multipliers.length > 0 && several > 1) count(`${stacking} of several`);
  if (earns === 'rate' && (why.countedMinor * why.ratePoints) % why.ratePerMinor !== 0) {
    count(`${rounding} of a fraction`);
  }
  const rate = program.rates.find(({ id }) => id === rule);
  if (rate) count('own rate');
  const given = program.campaigns.find(({ id }) => id === rule);
  const named = program.campaigns.filter(({ id }) => multipliers.some((one) => one.id === id));
  if (named.length > 0) count('multiplier');
  if (multipliers.some(({ id }) => id.startsWith('tier:'))) count('tier’s multiplier');
  if (given?.gives.kind === 'bonus') {
    count('bonus');
    if (given.gives.once) count('bonus once');
  }
  const used: readonly { when: readonly Condition[] }[] = [
    ...named,
    ...(rate ? [rate] : []),
    ...(given ? [given] : []),
    { when: program.eligible },
  ];
  for (const { when } of used) {
    for (const { kind, not } of when) count(`if ${not ? 'not ' : ''}${kind}`);
  }
}

function isOnce(life: ShopLife, { rule, version }: OrderExplanation): boolean {
  const gives = programOf(life, version)?.campaigns.find(({ id }) => id === rule)?.gives;
  return gives?.kind === 'bonus' && gives.once;
}

function countActivity(life: ShopLife, why: ActivityExplanation, count: Count): void {
  const rule = programOf(life, why.version)?.activities.find(({ id }) => id === why.rule);
  if (!rule) return;
  count(`done within ${rule.limit.kind === 'per' ? rule.limit.period : rule.limit.kind}`);
  if (why.maturesAt !== null) count('activity waits');
  if (why.cappedBy) count('activity capped');
}

function countTiers(life: ShopLife, { tierMoves }: FoldOutcome, count: Count): void {
  for (const { from, to, key, version } of tierMoves) {
    const ladder = programOf(life, version)?.tiers;
    if (!ladder) continue;
    const { window, keeping, levels, basis } = ladder;
    const place = (id: string | null) => levels.findIndex((level) => level.id === id);
    if (place(to) > place(from)) {
      count(`tier by ${basis}`);
      count(`climbed within ${window.kind}`);
      if (key === null && place(to) > 0) count('tier by publishing');
      if (keeping.kind === 'never-drop') count('never dropped');
    } else if (key === null && keeping.kind !== 'never-drop') {
      count(`fell within ${window.kind}`);
      count(`fell: ${keeping.kind}`);
      if (keeping.softLanding) count(`landed softly: ${keeping.kind}`);
    }
  }
}

function countFacts(
  life: ShopLife,
  books: Books,
  { id, outcome, count }: { id: string; outcome: FoldOutcome; count: Count },
): void {
  const { orders, activities, standing } = books.factsOf(id);
  for (const { kind } of standing) count(kind);
  const words = [...standing].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const isLeft = (at: number) => words.filter((one) => one.at <= at).at(-1)?.kind === 'leave';
  for (const { createdAt, currency, channel, steps } of orders) {
    if (steps.length === 0) continue;
    count(channel);
    for (const { kind } of steps) count(`at ${kind}`);
    if (currency !== life.currency) count('foreign currency');
    if (isLeft(createdAt)) count('order while left');
  }
  for (const done of activities) {
    const program = versionInForce(life.versions, done.at)?.definition;
    const rule = program?.activities.find(({ activity }) => activity === done.activity);
    if (!rule || done.at > life.endsAt) continue;
    if (isLeft(done.at)) count('done while left');
    else if (!outcome.state.lots.has(`activity:${done.id}`)) {
      count(`beyond ${rule.limit.kind === 'per' ? rule.limit.period : rule.limit.kind}`);
    }
  }
}

/** Takings that met too little; and what came into lots whose time was over. */
function countDebts(life: ShopLife, { movements, state }: FoldOutcome, count: Count): void {
  const told = new Map<string, number | null>();
  const left = new Map<string, number>();
  for (const { kind, lotId, from, to, points, at, explanation } of movements) {
    if ('expiresAt' in explanation) told.set(lotId, explanation.expiresAt);
    if (kind === 'expire') told.set(lotId, at);
    const before = left.get(lotId) ?? 0;
    const change = (to === 'available' ? points : 0) - (from === 'available' ? points : 0);
    left.set(lotId, before + change);
    const policy = versionInForce(life.versions, at)?.definition.debt;
    if (kind === 'claw-back' && before + change < 0) count(`short under ${policy ?? 'nothing'}`);
    if (change <= 0 || at < (told.get(lotId) ?? Infinity)) continue;
    if (['release', 'return', 'award'].includes(kind)) count('came back after its end');
    if (kind === 'mature') count('matured after its end');
  }
  for (const { id, awarded, version } of state.lots.values()) {
    // Spared where the order is worth nothing any more and its points are still its own.
    const isSpared = awarded > 0 && id.startsWith('order:');
    if (isSpared && programOf(life, version)?.debt === 'pending-only') {
      count('short under pending-only');
    }
  }
}
