/** A lot as columns, for every statement that reads it. */
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Points } from '../../domain/kernel/points.ts';
import type { Lot } from '../../domain/ledger/lot.ts';

/** Of a table named `l`. */
export const LOT_COLUMNS = `l.member_id, l.lot_id, l.label, l.version, l.earned_at, l.matures_at,
    l.expires_at, l.awarded, l.pending, l.available, l.held`;

export type LotRow = {
  member_id: number;
  lot_id: string;
  label: string;
  version: number;
  earned_at: Instant;
  matures_at: Instant | null;
  expires_at: Instant | null;
  awarded: Points;
  pending: Points;
  available: Points;
  held: Points;
};

export function toLot(row: LotRow): Lot {
  return {
    id: row.lot_id,
    label: row.label,
    version: row.version,
    earnedAt: row.earned_at,
    maturesAt: row.matures_at,
    expiresAt: row.expires_at,
    awarded: row.awarded,
    pending: row.pending,
    available: row.available,
    held: row.held,
  };
}
