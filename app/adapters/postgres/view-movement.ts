/** Movements' rows as the pages show them: a sentence, and what it changed for the member. */
import type { MovementView } from '../../contracts/status.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { invariant } from '../../domain/kernel/invariant.ts';
import type { Points } from '../../domain/kernel/points.ts';
import type { Zone } from '../../domain/kernel/zone.ts';
import type { Account, MovementKind } from '../../domain/ledger/accounts.ts';
import type { Explanation } from '../../domain/ledger/explanation.ts';
import { changeOf, type EventPart, groupMovements } from '../../domain/ledger/group-movements.ts';
import { sayMovement } from '../../domain/ledger/say-movement.ts';

export type MovementRow = {
  member_id: number;
  customer_id: string | null;
  seq: number;
  kind: MovementKind;
  reversed: boolean;
  from_account: Account;
  to_account: Account;
  points: number;
  at: number;
  posted_at: number;
  cause: string;
  explanation: Explanation | null;
};

/** Of a movement named `v` and its member named `m`. */
export const MOVEMENT_COLUMNS = `v.member_id, m.customer_id, v.seq, v.kind, v.reversed,
                          v.from_account, v.to_account, v.points, v.at, v.posted_at,
                          v.cause, v.explanation`;

/** Rows of one event together, in the order they come; see domain/ledger/group-movements.ts. */
export function groupRows<Row extends MovementRow>(rows: readonly Row[]): (readonly Row[])[] {
  const groups: Row[][] = [];
  let memberId: number | null = null;
  let run: (EventPart & { row: Row })[] = [];
  const close = () => {
    for (const group of groupMovements(run)) groups.push(group.map(({ row }) => row));
    run = [];
  };
  for (const row of rows) {
    if (row.member_id !== memberId) close();
    memberId = row.member_id;
    run.push({ ...toPart(row), row });
  }
  close();
  return groups;
}

/** An event as one line: its newest movement's, with the sum of all. */
export function viewEvent(group: readonly MovementRow[], zone: Zone): MovementView {
  const [first] = group;
  invariant(first, 'An event has a movement.');
  return viewMovement({ ...first, points: group.reduce((sum, row) => sum + row.points, 0) }, zone);
}

function toPart(row: MovementRow): EventPart {
  const { kind, reversed, cause, from_account: from, to_account: to, explanation } = row;
  const [at, points] = [row.at as Instant, row.points as Points];
  return { kind, reversed, cause, at, from, to, points, explanation };
}

export function viewMovement(row: MovementRow, zone: Zone): MovementView {
  const { kind, reversed, explanation } = row;
  return {
    memberId: row.member_id,
    seq: row.seq,
    customerId: row.customer_id,
    kind,
    reversed,
    change: changeOf(toPart(row)),
    points: row.points,
    at: row.at,
    postedAt: row.posted_at,
    sentence: sayMovement({ kind, reversed, points: row.points as Points, explanation }, zone),
  };
}
