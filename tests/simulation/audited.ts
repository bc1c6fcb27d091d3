/** The books and the auditor's view of a member in the same words, to be compared. */
import type { MemberFacts } from '../../app/domain/fold.ts';
import type { MemberState } from '../../app/domain/ledger/member-state.ts';
import type { PostedMovement } from '../../app/domain/ledger/movement.ts';
import type { AuditedLot } from './auditor/lots.ts';
import { positionsOf } from './live-through.ts';

type AnyLot = Pick<
  AuditedLot,
  'id' | 'earnedAt' | 'maturesAt' | 'expiresAt' | 'awarded' | 'pending' | 'available' | 'held'
>;

/** Dates are told where they matter still: of points that wait, and of points that can be spent. */
export function sayLots(lots: Iterable<AnyLot>): string[] {
  return [...lots]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, earnedAt, maturesAt, expiresAt, awarded, pending, available, held }) => {
      const isEarned = id.startsWith('order:') || id.startsWith('activity:');
      const dates = [
        pending > 0 ? `matures ${sayAt(maturesAt)}` : '',
        available > 0 ? `expires ${sayAt(expiresAt)}` : '',
      ];
      return [
        `${id} ${pending}/${available}/${held}`,
        isEarned ? `awarded ${awarded}` : '',
        (isEarned ? awarded : pending || available || held) ? `earned ${sayAt(earnedAt)}` : '',
        ...dates,
      ]
        .filter((part) => part !== '')
        .join(', ');
    });
}

export function sayAt(at: number | null): string {
  return at === null ? 'never' : new Date(at).toISOString();
}

/** Orders and uses as far as points are made of them. */
export function sayFacts({ orders, uses }: Pick<Required<MemberFacts>, 'orders' | 'uses'>) {
  const all = [
    ...orders.map(({ lines, giftCardMinor: _none, steps, ...order }) => ({
      ...order,
      lines: lines.map(({ productId, vendor, productTags, collectionIds, giftCard }) => {
        return { productId, vendor, productTags, collectionIds, giftCard };
      }),
      steps: steps.map(({ kind, at, cause, ...amounts }) => {
        return `${kind} ${sayAt(at)} ${cause} ${JSON.stringify(amounts)}`;
      }),
    })),
    ...uses.map((use) => ({ ...use, id: `${use.redemptionId} ${use.orderId}` })),
  ];
  return all.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The tier, and the points that are still to be decided on. */
export function sayStanding({ progress: { tiers, wished } }: MemberState) {
  const wishes = [...wished.values()].map(({ levelId, points }) => ({ levelId, points }));
  return { tierId: tiers?.level()?.id ?? null, wishes };
}

/** All of a state that anything can still come of. */
export function sayState(state: MemberState) {
  const { lots, holds: open, foldedTo, nextDueAt } = state;
  return { lots: [...lots], open: [...open], foldedTo, nextDueAt, ...sayStanding(state) };
}

const OWN_ACCOUNTS = ['pending', 'available', 'held', 'transferred'] as const;

/** Where the points of a book are that have not gone for good: as it was posted. */
export function sayPosted(posted: readonly PostedMovement[]): string[] {
  return Object.entries(positionsOf(posted))
    .filter(([key]) => OWN_ACCOUNTS.some((account) => key.endsWith(` ${account}`)))
    .map(([key, points]) => `${key} ${points}`)
    .sort();
}

/** The same as it ought to be: a person's lots, and what was handed on or taken over of any. */
export function sayPositions(
  person: string,
  { lots, transferred }: { lots: readonly AnyLot[]; transferred: ReadonlyMap<string, number> },
): string[] {
  const handed = [...transferred].flatMap(([key, points]) => {
    const [who, lotId] = key.split(' ');
    return who === person ? [[`${lotId} transferred`, points] as const] : [];
  });
  const has = lots.flatMap(({ id, pending, available, held }) => [
    [`${id} pending`, pending] as const,
    [`${id} available`, available] as const,
    [`${id} held`, held] as const,
  ]);
  return [...handed, ...has]
    .filter(([, points]) => points !== 0)
    .map(([key, points]) => `${key} ${points}`)
    .sort();
}
