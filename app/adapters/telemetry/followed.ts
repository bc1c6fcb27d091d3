/**
 * Which deliveries a member's next folding and next write at Shopify are the work of. Kept in
 * memory, bounded and only while they are news: another worker that does that work says whom it
 * was for, not which delivery asked for it.
 */

type Followed = {
  readonly deliveryIds: readonly string[];
};

const MEMBERS_MAX = 10_000;
const DELIVERIES_MAX = 8;

export class FollowedMembers {
  readonly #byMember = new Map<string, Followed>();

  /** A delivery changed something of the member's. */
  note(programId: number, memberId: number, deliveryId: string): void {
    const key = `${programId}/${memberId}`;
    const known = this.#byMember.get(key)?.deliveryIds ?? [];
    // Written anew, so that whoever was noted longest ago comes first.
    this.#byMember.delete(key);
    const deliveryIds = [...known.filter((id) => id !== deliveryId), deliveryId];
    this.#byMember.set(key, { deliveryIds: deliveryIds.slice(-DELIVERIES_MAX) });
    const [oldest] = this.#byMember.keys();
    if (this.#byMember.size > MEMBERS_MAX && oldest !== undefined) this.#byMember.delete(oldest);
  }

  /** The newest deliveries that changed something of the member's, at most eight. */
  deliveriesOf(programId: number, memberId: number): readonly string[] {
    return this.#byMember.get(`${programId}/${memberId}`)?.deliveryIds ?? [];
  }

  /** The world has been told of all of it. */
  forget(programId: number, memberId: number): void {
    this.#byMember.delete(`${programId}/${memberId}`);
  }
}
