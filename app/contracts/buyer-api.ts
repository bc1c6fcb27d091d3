/**
 * What shoppers' pages say to us and hear back: the theme through the app proxy (`/apps/laurel/…`,
 * which reaches us as `/proxy/…`), extensions with their session token (`/api/…`). Same bodies,
 * same answers. Who is asking comes from the verified signature or token and from nowhere else.
 *
 *     POST redeem      RedeemRequest   → RedeemReply | RefusalReply
 *     POST take-back   TakeBackRequest → TakeBackReply | RefusalReply
 *     GET  wallet                      → WalletReply | RefusalReply
 */
import { z } from 'zod';
import type { Card } from './card.ts';

/**
 * `rewardId` is a choice's, as the program's card lists them: `amount-off-5`, `voucher:900`. `key`
 * makes the request idempotent: the same key and choice give the same answer again.
 */
export const redeemRequest = z.strictObject({
  rewardId: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,63}(:[1-9]\d{0,14})?$/, 'must be the id of a reward'),
  key: z.string().regex(/^[\w-]{8,64}$/, 'must be 8 to 64 letters, digits, - or _'),
});
export type RedeemRequest = z.output<typeof redeemRequest>;

export const takeBackRequest = z.strictObject({
  code: z.string().max(40, 'must be a code of ours'),
});
export type TakeBackRequest = z.output<typeof takeBackRequest>;

/** open: the code can be used; bound: an order carries it; releasing: its points are on their way
 * back. */
export type WalletStatus = 'open' | 'bound' | 'releasing';

export type WalletEntry = {
  readonly code: string;
  /** Of the choice, as the program's card lists it. */
  readonly rewardId: string;
  readonly rewardName: string;
  readonly cost: number;
  readonly status: WalletStatus;
  readonly lapsesAt: number;
};

export type RedeemReply = {
  readonly ok: true;
  readonly redemption: WalletEntry;
  readonly card: Card;
};
export type TakeBackReply = {
  readonly ok: true;
  readonly redemption: WalletEntry;
  readonly card: Card;
};
export type WalletReply = {
  readonly ok: true;
  /** Null for somebody who is no member yet. */
  readonly card: Card | null;
  readonly redemptions: readonly WalletEntry[];
};

/** `words` is a sentence for the shopper; `fields` names what was malformed. */
export type RefusalReply = {
  readonly ok: false;
  readonly reason: BuyerRefusal;
  readonly words: string;
  readonly fields?: readonly { readonly field: string; readonly problem: string }[];
};

/** In precedence. Statuses and words: contracts/buyer-refusals.ts. */
export type BuyerRefusal =
  | 'not_signed_in'
  | 'malformed'
  | 'too_often'
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
  | 'insufficient_points'
  | 'no_code_ready'
  | 'unknown_redemption'
  | 'already_used'
  | 'busy'
  /** A bug of ours; nothing is known of the outcome, so the same key asks again. */
  | 'failed';
