import type { Instant } from '../kernel/instant.ts';
import type { Points } from '../kernel/points.ts';
import type { Account, MovementKind } from './accounts.ts';
import type { Explanation } from './explanation.ts';

/** Points of one lot moving from one account to another, for one cause; the target of a posting. */
export type Movement = {
  readonly kind: MovementKind;
  readonly lotId: string;
  readonly from: Account;
  readonly to: Account;
  /** Always above zero. */
  readonly points: Points;
  readonly at: Instant;
  /**
   * What brought it about: `order:{id}:paid`, `order:{id}:refund:{id}`, `order:{id}:cancel`,
   * `{lot}:due`, `{lot}:repaid-by:{lot}`, `redemption:{id}`, `redemption:{id}:charge:{order}`,
   * `redemption:{id}:return:{order}:{step}`, `adjust:{id}`; an order's lot is `order:{id}`.
   */
  readonly cause: string;
  readonly explanation: Explanation;
};

/** A movement as the books hold it, oldest first by `seq`. */
export type PostedMovement = Movement & {
  readonly seq: number;
  /** True where it undoes an earlier movement: `from` and `to` are the other way round. */
  readonly reversed: boolean;
  /** The `seq` of the movement it corrects; null where it corrects none. */
  readonly corrects: number | null;
};
