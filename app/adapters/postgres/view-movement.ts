/** A movement's row as the pages show it: its sentence, and what it changed for the member. */
import type { MovementView } from '../../contracts/status.ts';
import type { Points } from '../../domain/kernel/points.ts';
import type { Zone } from '../../domain/kernel/zone.ts';
import type { Account, MovementKind } from '../../domain/ledger/accounts.ts';
import type { Explanation } from '../../domain/ledger/explanation.ts';
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
  explanation: Explanation | null;
};

/** Of a movement named `v` and its member named `m`. */
export const MOVEMENT_COLUMNS = `v.member_id, m.customer_id, v.seq, v.kind, v.reversed,
                          v.from_account, v.to_account, v.points, v.at, v.explanation`;

const OWN: ReadonlySet<Account> = new Set(['pending', 'available']);

export function viewMovement(row: MovementRow, zone: Zone): MovementView {
  const gained = OWN.has(row.to_account) ? row.points : 0;
  const lost = OWN.has(row.from_account) ? row.points : 0;
  const { kind, reversed, explanation } = row;
  return {
    memberId: row.member_id,
    seq: row.seq,
    customerId: row.customer_id,
    kind,
    reversed,
    change: gained - lost,
    points: row.points,
    at: row.at,
    sentence: sayMovement({ kind, reversed, points: row.points as Points, explanation }, zone),
  };
}
