/** What redeeming, taking back and releasing need of the world. */
import type { Decision, LotTake } from '../../domain/facts/decision.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Points } from '../../domain/kernel/points.ts';
import type { Zone } from '../../domain/kernel/zone.ts';
import type { Lot } from '../../domain/ledger/lot.ts';
import type { CardSource } from '../build-card.ts';
import type { ChainCrypto, CustomerName, MemberHeader, OpenBooks } from './drain.ts';

/**
 * `open`: held, its code in the member's hands. `bound`: an order carries the code. Then `settled`,
 * that order being paid, or `released`. `unissued`: a code used though nobody had been given it.
 */
export type RedemptionStatus = 'open' | 'bound' | 'settled' | 'released' | 'unissued';

export type Redemption = {
  readonly redemptionId: number;
  readonly memberId: number;
  readonly shopId: number;
  readonly rewardId: string;
  /** Which choice of the reward it is of, as pages name it. */
  readonly choiceId: string;
  /** The choice's, as shoppers read it. */
  readonly rewardName: string;
  readonly version: number;
  readonly cost: Points;
  readonly code: string;
  readonly status: RedemptionStatus;
  readonly madeAt: Instant;
  readonly lapsesAt: Instant;
  /** Given back by the shopper, or by an order that fell through: released without waiting. */
  readonly askedAt: Instant | null;
  readonly orderKey: number | null;
};

/** What becomes of a redemption: only what is named changes. */
export type RedemptionWrite = {
  readonly redemptionId: number;
  readonly status?: RedemptionStatus;
  readonly orderKey?: number | null;
  readonly askedAt?: Instant;
  readonly endedAt?: Instant;
  /** Points charged beyond what was charged before. */
  readonly chargedMore?: Points;
};

/** A code of ours nobody was given, and what its discount gives (`rewardFingerprint`). */
export type UnissuedCode = {
  readonly code: string;
  readonly shopId: number;
  readonly rewardId: string;
  readonly fingerprint: string;
};

export type UnissuedWrite = Pick<
  Redemption,
  'memberId' | 'shopId' | 'rewardId' | 'rewardName' | 'version' | 'cost' | 'code' | 'madeAt'
>;

/** What was redeemed under a key before. */
export type Replay = Redemption & { readonly requestHash: string };

/** A hold to be written with a code of the pool that gives just what the choice gives. */
export type NewRedemption = Omit<
  Redemption,
  'redemptionId' | 'code' | 'status' | 'askedAt' | 'orderKey'
> & {
  readonly fingerprint: string;
  readonly requestKey: string;
  readonly requestHash: string;
  readonly via: string;
  readonly takes: readonly LotTake[];
};

/** A member as a card shows them; `zone` is that of the version in force. */
export type CardFacts = Omit<CardSource, 'zone' | 'header'> & {
  readonly header: MemberHeader;
  readonly zone: Zone | null;
};

/** The books of one program in one transaction, as redeeming sees them. */
export type OpenRedemptions = OpenBooks & {
  /** Locks a shop's customer; null for one who is no member, is sealed, or was merged. */
  lockCustomer(customer: CustomerName): Promise<MemberHeader | null>;
  /** What was redeemed under the key, how many wait to be used, and the newest decision. */
  readStanding(
    memberId: number,
    requestKey: string,
  ): Promise<{
    readonly replay: Replay | null;
    readonly open: number;
    readonly lastDecisionAt: Instant | null;
  }>;
  /** The lots in which anything can be spent, waits or is owed. */
  loadOpenLots(memberId: number): Promise<Lot[]>;
  /** When the member took a reward, as far as that was not released. */
  readTaken(memberId: number, rewardId: string): Promise<Instant[]>;
  /**
   * How many of a reward all members have taken and not released, counted up to `stock`; whoever
   * else asks for this reward waits until this transaction is over.
   */
  countTaken(rewardId: string, stock: number): Promise<number>;
  /** Takes a code out of the pool and writes redemption and hold; null where none is ready. */
  redeemCode(redemption: NewRedemption): Promise<Redemption | null>;
  /** Null where there is no such redemption of that member. */
  findByCode(memberId: number, code: string): Promise<Redemption | null>;
  findById(redemptionId: number): Promise<Redemption | null>;
  /** A decision of the member by its own key; for adjustments. */
  findAdjustment(
    memberId: number,
    key: string,
  ): Promise<Extract<Decision, { kind: 'adjust' }> | null>;
  /** As of one instant, also without a lock; null where there is no such member, or sealed. */
  readCard(of: CustomerName, asOf: Instant): Promise<CardFacts | null>;
  /** Redemptions that are open or bound, newest first. */
  listHeld(memberId: number): Promise<Redemption[]>;
  /** What the adjustment's books hold beside the decision: who made it. */
  writeAdjustment(
    memberId: number,
    decision: Extract<Decision, { kind: 'adjust' }>,
    staffId: string,
  ): Promise<void>;
  /** Ends the code of a released redemption. */
  endCode(code: string): Promise<void>;
  /** Of a sealed member: what their redemptions that ended were redeemed with. */
  forgetCodes(memberId: number): Promise<void>;
};

/** Redemptions from outside: each call is one transaction. */
export type Redemptions = {
  inProgram<T>(programId: number, work: (open: OpenRedemptions) => Promise<T>): Promise<T>;
  /** Whether the same may succeed a moment later. */
  isTransient(error: unknown): boolean;
};

/** What the use cases of redeeming need. */
export type RedemptionNeeds = {
  readonly books: Redemptions;
  readonly crypto: ChainCrypto;
  readonly clock: () => Instant;
};
