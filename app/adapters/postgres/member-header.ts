/** A member's header as columns, for every statement that reads it. */
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Points } from '../../domain/kernel/points.ts';
import type { MemberHeader } from '../../services/ports/drain.ts';
import { decodeTierMemory } from './tier-memory-codec.ts';

/** Of a table named `m`. */
export const HEADER_COLUMNS = `m.member_id, m.shop_id, m.customer_id, m.pending, m.available,
    m.held, m.seq, encode(m.chain, 'hex') AS chain, m.folded_to, m.next_due_at, m.next_fact_at,
    m.tier, m.tier_memory, m.refold, m.root_id, m.sealed_at IS NOT NULL AS sealed`;

export type HeaderRow = {
  member_id: number;
  shop_id: number;
  customer_id: string | null;
  pending: Points;
  available: Points;
  held: Points;
  seq: number;
  chain: string;
  folded_to: Instant | null;
  next_due_at: Instant | null;
  next_fact_at: Instant | null;
  tier: string | null;
  tier_memory: unknown;
  refold: boolean;
  sealed: boolean;
  root_id: number | null;
};

export function toHeader(row: HeaderRow): MemberHeader {
  return {
    memberId: row.member_id,
    shopId: row.shop_id,
    customerId: row.customer_id,
    pending: row.pending,
    available: row.available,
    held: row.held,
    seq: row.seq,
    chain: row.chain,
    foldedTo: row.folded_to,
    nextDueAt: row.next_due_at,
    nextFactAt: row.next_fact_at,
    tier: row.tier,
    tierMemory: decodeTierMemory(row.tier_memory, { seq: row.seq, foldedTo: row.folded_to }),
    refold: row.refold,
    sealed: row.sealed,
    rootId: row.root_id,
  };
}
