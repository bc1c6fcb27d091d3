/** What our decisions and the uses of rewards do to a member's books. */
import type { CodeUse, CodeUseStep } from '../../../app/domain/facts/code-use.ts';
import type { Decision, LotTake } from '../../../app/domain/facts/decision.ts';
import { type Book, earnLot, give, lotOf, programOf } from './book.ts';
import type { AuditedLot } from './lots.ts';

export function decide(book: Book, decision: Decision): void {
  const { at, kind } = decision;
  if (kind === 'adjust') adjust(book, decision);
  else if (kind === 'undo') undo(book, decision);
  else if (kind === 'import') bring(book, decision);
  else if (kind === 'grant') book.grants.push(decision);
  else if (kind === 'entry') {
    // What two members were given before they became one was given once.
    if (book.entered.has(decision.levelId)) return;
    book.entered.add(decision.levelId);
    const lot = given(book, `entry:${decision.levelId}`, at, decision.version);
    lot.awarded += decision.points;
    give(book, lot, { at, amount: decision.points });
  } else redeem(book, decision);
}

function redeem(book: Book, decision: Extract<Decision, { redemptionId: string }>): void {
  const { at, kind, redemptionId } = decision;
  const takes = takesOf(book, decision);
  for (const { lotId, points } of takes) {
    const number = 'version' in decision ? decision.version : undefined;
    const lot = lotOf(book, lotId, at, number);
    if (kind === 'hold' || kind === 'charge') lot.available -= points;
    if (kind === 'hold') lot.held += points;
    if (kind === 'settle' || kind === 'release') lot.held -= points;
    if (kind === 'release') give(book, lot, { at, amount: points });
  }
  if (kind === 'hold') book.lastActivityAt = Math.max(book.lastActivityAt, at);
  if (kind !== 'settle' && kind !== 'charge') return;
  // What came back of an order before its points were spent comes back in the same breath.
  for (const use of book.log.uses) {
    if (use.redemptionId !== redemptionId || use.orderId !== decision.orderId) continue;
    for (const step of use.steps) if (step.at <= at) comeBack(book, { use, step, takes, at });
  }
}

/** A step of a use: what is due of the points that order spent comes back, once it spent any. */
export function useStep(book: Book, use: CodeUse, step: CodeUseStep): void {
  const spent = book.log.decisions.find(
    (one) =>
      (one.kind === 'settle' || one.kind === 'charge') &&
      one.redemptionId === use.redemptionId &&
      one.orderId === use.orderId,
  );
  if (!spent || step.at <= spent.at) return;
  comeBack(book, { use, step, takes: takesOf(book, spent), at: step.at });
}

function comeBack(
  book: Book,
  back: { use: CodeUse; step: CodeUseStep; takes: readonly LotTake[]; at: number },
): void {
  const { use, step, takes, at } = back;
  const origins = takes.flatMap((take) => Array.from({ length: take.points }, () => take.lotId));
  const key = `${use.redemptionId} ${use.orderId}`;
  const before = book.returned.get(key) ?? 0;
  const { totalMinor } = use;
  const part =
    totalMinor === 0
      ? 0
      : Math.floor((origins.length * (totalMinor - step.keptMinor)) / totalMinor);
  const due = Math.max(before, step.isAllBack ? origins.length : part);
  book.returned.set(key, due);
  for (const lotId of origins.slice(before, due)) {
    give(book, lotOf(book, lotId, at), { at, amount: 1 });
  }
}

/** The lots a decision is about: its own takes, or those of the hold it ends. */
function takesOf({ log }: Book, decision: Decision): readonly LotTake[] {
  if (decision.kind === 'hold' || decision.kind === 'charge') return decision.takes;
  if (decision.kind !== 'settle' && decision.kind !== 'release') return [];
  for (const one of log.decisions) {
    const isIts = one.kind === 'hold' && one.redemptionId === decision.redemptionId;
    if (isIts && one.at <= decision.at) return one.takes;
  }
  return [];
}

function adjust(book: Book, decision: Extract<Decision, { kind: 'adjust' }>): void {
  const { at, id, points, takes } = decision;
  for (const take of takes) lotOf(book, take.lotId, at).available -= take.points;
  if (points > 0) give(book, given(book, `adjust:${id}`, at), { at, amount: points });
}

/** The opposite, from and to the same lots. */
function undo(book: Book, { at, of }: Extract<Decision, { kind: 'undo' }>): void {
  for (const one of book.log.decisions) {
    if (one.kind !== 'adjust' || one.id !== of || one.at > at) continue;
    for (const { lotId, points } of one.takes) {
      give(book, lotOf(book, lotId, at), { at, amount: points });
    }
    if (one.points > 0) lotOf(book, `adjust:${of}`, at).available -= one.points;
  }
}

/** A lot with dates of its own. */
function bring(book: Book, decision: Extract<Decision, { kind: 'import' }>): void {
  const { at, id, points, earnedAt, expiresAt } = decision;
  const lot = given(book, `import:${id}`, at);
  lot.earnedAt = earnedAt;
  lot.expiresAt = expiresAt;
  // A date of its own stands; without one the member's inactivity ends it as it ends others.
  lot.fades &&= expiresAt === null;
  give(book, lot, { at, amount: points });
}

/** A lot of what somebody gives, by the dates of the version named, or of the one in force. */
function given(book: Book, id: string, at: number, number?: number): AuditedLot {
  const lot = earnLot(book, { id, fact: null, ruleId: null, at }, programOf(book, at, number));
  lot.givenAt = at;
  return lot;
}
