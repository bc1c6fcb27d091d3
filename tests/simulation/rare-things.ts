/** Counts what seldom happens in the lives a simulation lived, so that none of it stays untried. */
import type { ReturnExplanation } from '../../app/domain/ledger/explanation.ts';
import type { Books } from './books.ts';
import type { Heard } from './order-life.ts';
import type { ShopLife } from './shop-life.ts';

export const RARE_THINGS = [
  ...['held', 'refused', 'settle', 'release', 'repay', 'reversed', 'in debt at the end'],
  ...['bind', 'unbind', 'return', 'no code left', 'given', 'taken', 'not taken'],
  ...['second-order', 'after-release', 'never-issued', 'owed without a lot', 'nothing taken off'],
  ...['part back', 'all back', 'cancelled after use', 'back before it was spent'],
  ...['appended', 'refolded', 'metDebt', 'changedHands', 'fromTheFuture'],
  ...['no version', 'several versions', 'no wait', 'clock change in a wait'],
  ...['forgotten lot', 'emptied lot', 'cancelled', 'returned', 'taken back after the wait'],
  ...[
    'gift card',
    'guest',
    'test order',
    'unpaid edit',
    'refund before its order',
    'no units back',
  ],
] as const;

const DAY_MS = 86_400_000;

export function countRareThings(
  life: ShopLife,
  books: Books,
  { heard, count }: { heard: readonly Heard[]; count: (what: string) => void },
): void {
  for (const [what, times] of books.seen) for (let n = 0; n < times; n += 1) count(what);
  if (life.versions.length > 1) count('several versions');
  countMembers(books, count);
  countOrders(life, books, count);
  const told = new Set<string>();
  for (const one of heard) {
    if ('refund' in one && !told.has(one.orderId)) count('refund before its order');
    if ('refund' in one && one.refund.units.length === 0) count('no units back');
    told.add(one.orderId);
  }
}

function countMembers(books: Books, count: (what: string) => void): void {
  for (const { state, posted, decisions } of books.members.values()) {
    for (const { kind, reversed, explanation, from } of posted) {
      if (reversed) count('reversed');
      else count(kind);
      if (kind === 'claw-back' && from === 'available') count('taken back after the wait');
      if (explanation.type === 'return') countReturn(explanation, count);
      if (kind !== 'claw-back' || explanation.type !== 'order') continue;
      count(explanation.step === 'cancel' ? 'cancelled' : 'returned');
    }
    for (const decision of decisions) if (decision.kind === 'charge') count(decision.why);
    for (const { id, available, awarded, label, maturesAt, earnedAt } of state.lots.values()) {
      if (available < 0) count('in debt at the end');
      if (awarded === 0) count('emptied lot');
      if (label === '' && id.startsWith('order:')) count('forgotten lot');
      if (id.startsWith('redemption:')) count('owed without a lot');
      if (maturesAt === null) count('no wait');
      else if ((maturesAt - earnedAt) % DAY_MS !== 0) count('clock change in a wait');
    }
  }
}

function countReturn(why: ReturnExplanation, count: (what: string) => void): void {
  if (why.step === 'cancel') count('cancelled after use');
  if (why.step === 'paid') count('back before it was spent');
  if (why.totalMinor === 0) count('nothing taken off');
  count(why.isAllBack ? 'all back' : 'part back');
}

function countOrders(life: ShopLife, books: Books, count: (what: string) => void): void {
  const firstAt = life.versions[0]?.effectiveAt ?? 0;
  for (const { latest, covered } of books.orders.values()) {
    if (!latest) continue;
    if (latest.createdAt < firstAt) count('no version');
    if (latest.customerId === null) count('guest');
    if (latest.test) count('test order');
    if (latest.lines.some((line) => line.giftCard)) count('gift card');
    if (covered && !latest.paid) count('unpaid edit');
  }
}
