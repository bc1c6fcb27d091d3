/**
 * What routes of shoppers and of staff are handed to redeem, take back and adjust with. Who is
 * asking was proved before (visitors.ts); what they ask for was parsed (buyer-api.ts).
 */
import type {
  BuyerRefusal,
  RedeemReply,
  RedeemRequest,
  TakeBackReply,
  TakeBackRequest,
  WalletReply,
} from './buyer-api.ts';
import type { BuyerVisitor, StaffVisitor } from './visitors.ts';

/** A shopper who is signed in. */
export type KnownBuyer = BuyerVisitor & { readonly customerId: string };

/** Where a reward was redeemed. */
export type RedeemVia = 'theme' | 'checkout' | 'account';

export type RedeemRefusal =
  | { readonly ok: false; readonly reason: Exclude<RefusedWithoutFacts, 'unknown_redemption'> }
  | {
      readonly ok: false;
      readonly reason: 'insufficient_points';
      readonly available: number;
      readonly required: number;
    };

type RefusedWithoutFacts = Extract<
  BuyerRefusal,
  | 'program_not_live'
  | 'unknown_reward'
  | 'unknown_choice'
  | 'key_reused'
  | 'not_a_member'
  | 'too_many_open'
  | 'not_yet'
  | 'over'
  | 'wrong_tier'
  | 'wrong_segment'
  | 'taken_too_often'
  | 'out_of_stock'
  | 'no_code_ready'
  | 'unknown_redemption'
  | 'busy'
>;

export type TakeBackRefusal = {
  readonly ok: false;
  readonly reason: Extract<BuyerRefusal, 'unknown_redemption' | 'already_used' | 'busy'>;
};

/** A refusal's words are the route's (contracts/buyer-refusals.ts); nothing is moved by one. */
export type BuyerServices = {
  /** Refusals, in this order: see `redeemReward`; `busy` where the database is in the way. */
  redeem(
    visitor: KnownBuyer,
    ask: RedeemRequest,
    via: RedeemVia,
  ): Promise<RedeemReply | RedeemRefusal>;
  takeBack(visitor: KnownBuyer, ask: TakeBackRequest): Promise<TakeBackReply | TakeBackRefusal>;
  wallet(visitor: KnownBuyer): Promise<WalletReply>;
};

export type AdjustRequest = {
  readonly memberId: number;
  /** Whole, not zero, at most a million either way. */
  readonly points: number;
  /** 1 to 200 characters once trimmed. */
  readonly reason: string;
  /** Makes it idempotent: the same key and request change nothing more. */
  readonly key: string;
};

export type AdjustReply =
  | { readonly ok: true; readonly available: number }
  | {
      readonly ok: false;
      readonly reason: 'malformed';
      readonly fields: readonly { readonly field: string; readonly problem: string }[];
    }
  | {
      readonly ok: false;
      readonly reason: 'insufficient_points';
      readonly available: number;
      readonly required: number;
    }
  | {
      readonly ok: false;
      readonly reason: 'unknown_member' | 'key_reused' | 'busy';
    };

export type UnmergeReply =
  | { readonly ok: true }
  /** `not_merged`: into nobody, or no such member. `erased`: nothing of them is folded any more. */
  | { readonly ok: false; readonly reason: 'not_merged' | 'erased' | 'busy' };

export type StaffBooks = {
  /** Gives or takes points by hand. Refusals: see `adjustPoints`. */
  adjust(visitor: StaffVisitor, ask: AdjustRequest): Promise<AdjustReply>;
  /** Withdraws the merge of a member into another. Refusals: see `unmergeMember`. */
  unmerge(visitor: StaffVisitor, memberId: number): Promise<UnmergeReply>;
};
