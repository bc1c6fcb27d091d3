/** Every law that is a query; the chain of hashes is verified apart. */
import { AWARD_IS_MOVEMENTS } from './award-is-movements.ts';
import { AWARDS_ARE_EXPLAINED } from './awards-are-explained.ts';
import { BALANCE_IS_LOTS } from './balance-is-lots.ts';
import { BALANCE_IS_MOVEMENTS } from './balance-is-movements.ts';
import { CARRIED_CODES_HAVE_ORDERS } from './carried-codes-have-orders.ts';
import { CODES_ARE_GIVEN_ONCE } from './codes-are-given-once.ts';
import { CODES_HAVE_DISCOUNTS } from './codes-have-discounts.ts';
import { CORRECTIONS_LOOK_BACK } from './corrections-look-back.ts';
import { DEBTS_ARE_PAID } from './debts-are-paid.ts';
import { DECISIONS_HAVE_MEMBERS } from './decisions-have-members.ts';
import { DECISIONS_NAME_REDEMPTIONS } from './decisions-name-redemptions.ts';
import { DELIVERIES_HAVE_SHOPS } from './deliveries-have-shops.ts';
import { DONE_DELIVERIES_ARE_EMPTY } from './done-deliveries-are-empty.ts';
import { EARNED_BY_OWN_ORDER } from './earned-by-own-order.ts';
import { ERASED_KEEP_NO_NAME } from './erased-keep-no-name.ts';
import { GIFTS_ARE_DECIDED } from './gifts-are-decided.ts';
import { GIVEN_CODES_LEFT_THE_POOL } from './given-codes-left-the-pool.ts';
import { HELD_IS_PROMISED } from './held-is-promised.ts';
import { KEPT_TIER_IS_TOLD } from './kept-tier-is-told.ts';
import { KNOWN_MOVES } from './known-moves.ts';
import { LOT_IS_MOVEMENTS } from './lot-is-movements.ts';
import { LOTS_HAVE_MEMBERS } from './lots-have-members.ts';
import { LOTS_NAME_A_VERSION } from './lots-name-a-version.ts';
import { MEMBERS_HAVE_SHOPS } from './members-have-shops.ts';
import { MERGED_FALL_DUE_NEVER } from './merged-fall-due-never.ts';
import { MERGED_HOLD_NOTHING } from './merged-hold-nothing.ts';
import { MOVEMENTS_HAVE_MEMBERS } from './movements-have-members.ts';
import { NEWS_HAS_MEMBERS } from './news-has-members.ts';
import { NOTHING_BELOW_ZERO } from './nothing-below-zero.ts';
import { NOTHING_IS_OVERDUE } from './nothing-is-overdue.ts';
import { NUMBERS_WITHOUT_GAP } from './numbers-without-gap.ts';
import { ORDERS_HAVE_MEMBERS } from './orders-have-members.ts';
import { ORDERS_HAVE_SHOPS } from './orders-have-shops.ts';
import { POSTED_BY_MEMBERS } from './posted-by-members.ts';
import { REDEMPTION_IS_DECIDED } from './redemption-is-decided.ts';
import { REDEMPTION_IS_HELD } from './redemption-is-held.ts';
import { REDEMPTIONS_HAVE_MEMBERS } from './redemptions-have-members.ts';
import { REPAYMENTS_CANCEL_OUT } from './repayments-cancel-out.ts';
import { ROOTS_FOLLOW_MERGES } from './roots-follow-merges.ts';
import { TAKEN_CODES_HAVE_TAKERS } from './taken-codes-have-takers.ts';
import { TOLD_NO_MORE_THAN_POSTED } from './told-no-more-than-posted.ts';
import { TRANSFERS_CANCEL_OUT } from './transfers-cancel-out.ts';
import { WORDS_ARE_ERASED_WHOLE } from './words-are-erased-whole.ts';
import type { Law } from './law.ts';

export const LAWS: readonly Law[] = [
  AWARD_IS_MOVEMENTS,
  AWARDS_ARE_EXPLAINED,
  BALANCE_IS_LOTS,
  BALANCE_IS_MOVEMENTS,
  CORRECTIONS_LOOK_BACK,
  DEBTS_ARE_PAID,
  DECISIONS_NAME_REDEMPTIONS,
  EARNED_BY_OWN_ORDER,
  GIFTS_ARE_DECIDED,
  HELD_IS_PROMISED,
  KNOWN_MOVES,
  LOT_IS_MOVEMENTS,
  MERGED_HOLD_NOTHING,
  NOTHING_BELOW_ZERO,
  NOTHING_IS_OVERDUE,
  NUMBERS_WITHOUT_GAP,
  POSTED_BY_MEMBERS,
  REDEMPTION_IS_DECIDED,
  REDEMPTION_IS_HELD,
  REPAYMENTS_CANCEL_OUT,
  TRANSFERS_CANCEL_OUT,
  WORDS_ARE_ERASED_WHOLE,
  CODES_ARE_GIVEN_ONCE,
  ERASED_KEEP_NO_NAME,
  GIVEN_CODES_LEFT_THE_POOL,
  KEPT_TIER_IS_TOLD,
  LOTS_NAME_A_VERSION,
  MERGED_FALL_DUE_NEVER,
  ROOTS_FOLLOW_MERGES,
  TOLD_NO_MORE_THAN_POSTED,
  DECISIONS_HAVE_MEMBERS,
  LOTS_HAVE_MEMBERS,
  MOVEMENTS_HAVE_MEMBERS,
  ORDERS_HAVE_MEMBERS,
  REDEMPTIONS_HAVE_MEMBERS,
  CARRIED_CODES_HAVE_ORDERS,
  CODES_HAVE_DISCOUNTS,
  DELIVERIES_HAVE_SHOPS,
  DONE_DELIVERIES_ARE_EMPTY,
  MEMBERS_HAVE_SHOPS,
  NEWS_HAS_MEMBERS,
  ORDERS_HAVE_SHOPS,
  TAKEN_CODES_HAVE_TAKERS,
];
