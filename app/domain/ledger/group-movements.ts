/**
 * One event over several lots is several movements in the books, and one line to whoever reads
 * them. Law: the lines say, in sum and in change, what the movements do; nothing is netted.
 */
import type { Points } from '../kernel/points.ts';
import { points } from '../kernel/points.ts';
import type { Account } from './accounts.ts';
import type { Explanation } from './explanation.ts';
import type { PostedMovement } from './movement.ts';

/** A movement as far as telling its event needs; its explanation is null once it was erased. */
export type EventPart = Pick<
  PostedMovement,
  'kind' | 'reversed' | 'cause' | 'at' | 'from' | 'to' | 'points'
> & { readonly explanation: Explanation | null };

const OWN: ReadonlySet<Account> = new Set(['pending', 'available']);

/** What it changed for the member, signed: what they may spend or expect; 0 where it only moved. */
export function changeOf({ from, to, points: moved }: Pick<EventPart, 'from' | 'to' | 'points'>) {
  return (OWN.has(to) ? moved : 0) - (OWN.has(from) ? moved : 0);
}

/**
 * Neighbours of one cause, kind, instant and explanation that change a member's points the same
 * way, in the order they came. A repayment, which takes from one lot what it gives another, stays
 * two. Give movements of one member.
 */
export function groupMovements<Movement extends EventPart>(
  movements: readonly Movement[],
): readonly [Movement, ...Movement[]][] {
  const groups: [Movement, ...Movement[]][] = [];
  let last: string | null = null;
  for (const movement of movements) {
    const event = eventOf(movement);
    if (event === last) groups.at(-1)?.push(movement);
    else groups.push([movement]);
    last = event;
  }
  return groups;
}

/** What all movements of an event moved. */
export function sumOf(group: readonly Pick<EventPart, 'points'>[]): Points {
  return points(group.reduce((sum, movement) => sum + movement.points, 0));
}

function eventOf(movement: EventPart): string {
  const { kind, reversed, cause, at, explanation } = movement;
  return JSON.stringify([kind, reversed, cause, at, Math.sign(changeOf(movement)), explanation]);
}
