/** A movement as columns, for every statement that reads what a chain is verified by. */
import type { PostedMovement } from '../../domain/ledger/movement.ts';
import type { LinkedPosting } from '../../services/ports/drain.ts';

/** Of a table named `v`. */
export const MOVEMENT_COLUMNS = `v.member_id, v.seq, v.kind, v.reversed, v.lot_id, v.from_account,
    v.to_account, v.points, v.at, v.corrects, v.cause, v.explanation,
    encode(v.salt, 'hex') AS salt, encode(v.digest, 'hex') AS digest,
    encode(v.chain, 'hex') AS chain`;

export type MovementRow = Pick<
  LinkedPosting,
  'seq' | 'kind' | 'reversed' | 'points' | 'at' | 'corrects' | 'cause' | 'explanation'
> & {
  member_id: number;
  lot_id: string;
  from_account: LinkedPosting['from'];
  to_account: LinkedPosting['to'];
  salt: string;
  /** Of a member who was erased, instead of the salt and the explanation; null of all others. */
  digest: string | null;
  chain: string;
};

/** A link with what is needed to verify it. */
export type ReadLink = PostedMovement & LinkedPosting & { readonly digest: string | null };

export function toLink({
  member_id: memberId,
  lot_id: lotId,
  from_account: from,
  to_account: to,
  ...row
}: MovementRow): ReadLink {
  return { ...row, memberId, lotId, from, to };
}
