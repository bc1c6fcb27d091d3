/** What orders, activities and the uses of rewards do to a member's books. */
import type { ActivityFact } from '../../../app/domain/facts/activity.ts';
import type { OrderFact, OrderStep } from '../../../app/domain/facts/order-fact.ts';
import {
  type Book,
  earnLot,
  give,
  netOf,
  roomAt,
  takesPart,
  tierUnder,
  versionAt,
} from './book.ts';
import { daysLater, periodOf, yearOf } from './calendar.ts';
import { cutTo, type Placed, worthOf } from './earning.ts';

/** Freezes what an order is judged by. */
export function place(book: Book, order: OrderFact): void {
  const at = order.createdAt;
  const version = versionAt(book.versions, at);
  const isJudged = version?.definition.currency === order.currency && takesPart(book, at);
  if (!version || !isJudged) {
    book.placed.set(order.id, null);
    return;
  }
  const { definition: program } = version;
  const tier = tierUnder(book, version, at);
  book.placed.set(order.id, {
    version: version.version,
    program,
    tierId: tier?.id ?? null,
    tierPercent: tier?.percent ?? 100,
    nth: 1 + [...book.counted.values()].filter((minor) => minor > 0).length,
  });
}

/** An order changes: all it is worth is worked out again, and the difference given or taken. */
export function step(book: Book, order: OrderFact, now: OrderStep): void {
  const { at, kind } = now;
  const placed = book.placed.get(order.id);
  if (!placed) return;
  if (kind === 'paid') book.lastActivityAt = Math.max(book.lastActivityAt, at);
  const fact = `order:${order.id}`;
  const since = order.steps.find((one) => one.kind === 'paid')?.at ?? at;
  if (kind === 'fulfilled') fulfil(book, fact, { placed, at });
  const { countedMinor, lines } = worthOf(order, now, placed);
  book.counted.set(order.id, countedMinor);
  const earning = lines.filter(({ ruleId, once }) => !once || !isElsewhere(book, { fact, ruleId }));
  if (earning.length > 0 && !book.rooms.has(order.id)) {
    book.rooms.set(order.id, roomAt(book, placed.program, at));
  }
  const mine = book.lots.filter((lot) => lot.fact === fact);
  const isLeft = versionAt(book.versions, at)?.definition.debt === 'pending-only';
  const kept = mine.map(
    (lot) => [lot.ruleId ?? '', isLeft ? lot.awarded - lot.pending : 0] as const,
  );
  const worth = cutTo(book.rooms.get(order.id) ?? null, earning, new Map(kept));
  for (const lot of mine) {
    const is = worth.find(({ ruleId }) => ruleId === lot.ruleId)?.points ?? 0;
    if (is < lot.awarded) takeBack(book, { lot, amount: lot.awarded - is, at });
  }
  for (const { ruleId, points } of worth) award(book, { order, placed, ruleId, points, at });
  const notes = { key: fact, at, since, made: order.createdAt };
  book.notes.spend.push({ ...notes, amount: countedMinor });
  book.notes.orders.push({ ...notes, amount: countedMinor > 0 ? 1 : 0 });
  book.notes.points.push({ ...notes, amount: netOf(book, fact) });
}

/** Whether another order of the member has the points of a bonus that is given once. */
function isElsewhere({ lots }: Book, { fact, ruleId }: { fact: string; ruleId: string }): boolean {
  return lots.some((lot) => {
    if (lot.ruleId !== ruleId || lot.fact === fact || lot.awarded <= 0) return false;
    const given = lot.program?.campaigns.find(({ id }) => id === ruleId)?.gives;
    return given?.kind === 'bonus' && given.once;
  });
}

function award(
  book: Book,
  won: { order: OrderFact; placed: Placed; ruleId: string; points: number; at: number },
): void {
  const { order, placed, ruleId, points, at } = won;
  const { program } = placed;
  const fact = `order:${order.id}`;
  const id = ruleId === program.earning.id ? fact : `${fact}:${ruleId}`;
  const known = book.lots.find((lot) => lot.id === id && lot.fact === fact);
  if (points <= (known?.awarded ?? 0)) return;
  const amount = points - (known?.awarded ?? 0);
  const lot = known ?? earnLot(book, { id, fact, ruleId, at }, program);
  if (!book.firstAt.has(fact)) book.firstAt.set(fact, at);
  lot.maturesAt = maturity(order, placed, at);
  lot.awarded = points;
  const waits = program.pendingFrom === 'fulfilled' ? lot.maturesAt === null : false;
  if (waits || (lot.maturesAt !== null && at < lot.maturesAt)) lot.pending += amount;
  else give(book, lot, { at, amount });
}

/** When an order's points can be spent, as known at an instant; null: at once, or nobody knows. */
function maturity({ steps }: OrderFact, { program }: Placed, at: number): number | null {
  const { pendingFrom, pendingDays, zone } = program;
  const from = steps.find((one) => one.kind === pendingFrom && one.at <= at)?.at;
  if (from === undefined) return null;
  if (pendingFrom === 'paid' && pendingDays === 0) return null;
  return daysLater(from, pendingDays, zone);
}

/** From now on it is known until when the order's points wait. */
function fulfil(book: Book, fact: string, { placed, at }: { placed: Placed; at: number }): void {
  const { pendingFrom, pendingDays, zone } = placed.program;
  if (pendingFrom !== 'fulfilled') return;
  for (const lot of book.lots) {
    if (lot.fact === fact) lot.maturesAt = daysLater(at, pendingDays, zone);
  }
}

/** What waits goes first, then what can be spent, unless the policy spares it. */
function takeBack(
  book: Book,
  { lot, amount, at }: { lot: Book['lots'][number]; amount: number; at: number },
): void {
  const waiting = Math.min(lot.pending, amount);
  lot.pending -= waiting;
  lot.awarded -= waiting;
  if (versionAt(book.versions, at)?.definition.debt === 'pending-only') return;
  lot.available -= amount - waiting;
  lot.awarded -= amount - waiting;
}

export function act(book: Book, done: ActivityFact): void {
  const { id, activity, at } = done;
  if (!takesPart(book, at)) return;
  book.lastActivityAt = Math.max(book.lastActivityAt, at);
  const program = versionAt(book.versions, at)?.definition;
  const rule = program?.activities.find((one) => one.activity === activity);
  if (!program || !rule || program.paused) return;
  const { zone, caps, activityPendingDays } = program;
  if (!mayEarn(book, { done, limit: rule.limit, zone })) return;
  const room = roomAt(book, { caps: { ...caps, order: null }, zone }, at);
  const points = Math.min(rule.points, room ?? Infinity);
  if (points <= 0) return;
  const fact = `activity:${id}`;
  book.granted.push(done);
  book.firstAt.set(fact, at);
  const lot = earnLot(book, { id: fact, fact, ruleId: rule.id, at }, program);
  lot.awarded = points;
  lot.maturesAt = activityPendingDays > 0 ? daysLater(at, activityPendingDays, zone) : null;
  if (lot.maturesAt !== null) lot.pending = points;
  else give(book, lot, { at, amount: points });
  book.notes.points.push({ key: fact, at, since: at, made: at, amount: points });
}

type Limit = Parameters<typeof act>[1] extends infer Done
  ? {
      readonly done: Done;
      readonly zone: string;
      readonly limit:
        | { kind: 'once' }
        | { kind: 'yearly' }
        | { kind: 'per'; period: 'day' | 'week' | 'month' | 'year'; times: number };
    }
  : never;

function mayEarn({ granted }: Book, { done, limit, zone }: Limit): boolean {
  const before = granted.filter(({ activity }) => activity === done.activity);
  if (limit.kind === 'once') return before.length === 0;
  if (limit.kind === 'per') {
    const now = periodOf(limit.period, done.at, zone);
    const same = before.filter(({ at }) => periodOf(limit.period, at, zone) === now);
    return same.length < limit.times;
  }
  return before.every(
    ({ at }) => yearOf(zone, at) !== yearOf(zone, done.at) && done.at >= daysLater(at, 330, zone),
  );
}
