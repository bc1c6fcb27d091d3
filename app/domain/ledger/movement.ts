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
   * What brought it about. Of a lot: `{lot}:{step}`, the step being an order's cause such as
   * `paid` or `refund:{id}`; `{lot}:due`, `{lot}:end:{at}`, `{lot}:repaid-by:{lot}`,
   * `{lot}:forgiven:{at}`. Of a decision: `redemption:{id}`, `redemption:{id}:charge:{order}`,
   * `adjust:{id}`, `undo:{id}`; of a use: `redemption:{id}:return:{order}:{step}`; of a merge:
   * `merge:{id}`. A lot that is given whole is its own cause: `activity:{id}`, `import:{id}`,
   * `entry:{level}`. An order's lots are `order:{id}` and `order:{id}:{rule}`.
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
