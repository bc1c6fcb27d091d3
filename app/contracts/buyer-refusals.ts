/**
 * Every refusal a shopper may meet: the status it is answered with and a sentence for them. Part of
 * the one table (refusals.ts), apart because these are read by shoppers and not by whoever runs
 * Laurel. None of them moves a point, and where a shopper may fear that, the sentence says so.
 */
import type { BuyerRefusal } from './buyer-api.ts';

/** A refusal as services answer it: its reason, and the numbers its sentence wants. */
export type BuyerRefused =
  | { readonly reason: Exclude<BuyerRefusal, 'insufficient_points'> }
  | {
      readonly reason: 'insufficient_points';
      readonly available: number;
      readonly required: number;
    };

type Said = { readonly status: number; readonly words: string };

export const BUYER_REFUSALS = {
  not_signed_in: { status: 401, words: 'Sign in to see and use your points.' },
  malformed: {
    status: 400,
    words: 'This page sent something we could not read. Reload it and try again.',
  },
  too_often: { status: 429, words: 'That was very fast. Wait a few seconds and try again.' },
  program_not_live: {
    status: 409,
    words: 'The rewards program is resting just now. Your points are safe.',
  },
  unknown_reward: { status: 404, words: 'This reward is no longer offered.' },
  unknown_choice: {
    status: 404,
    words: 'This reward is not offered for so many points any more. Reload the page to see.',
  },
  key_reused: {
    status: 409,
    words: 'This page asked for another reward before. Reload it and try again.',
  },
  not_a_member: {
    status: 403,
    words: 'You have no points yet: they come with your first order.',
  },
  too_many_open: {
    status: 409,
    words: 'You have as many unused rewards as one can have. Use one, or give one back.',
  },
  not_yet: { status: 409, words: 'This reward can be taken later: it has not begun yet.' },
  over: { status: 409, words: 'The time of this reward is over. Your points were not touched.' },
  wrong_tier: { status: 409, words: 'This reward is for members of another tier.' },
  wrong_segment: { status: 409, words: 'This reward is for some members only.' },
  taken_too_often: {
    status: 409,
    words: 'You have taken this reward as often as one can. Your points were not touched.',
  },
  out_of_stock: {
    status: 409,
    words: 'The last of these rewards is gone. Your points were not touched.',
  },
  insufficient_points: { status: 409, words: 'You do not have enough points for this reward.' },
  no_code_ready: {
    status: 503,
    words: 'This reward is being prepared. Try again in a minute; your points were not touched.',
  },
  unknown_redemption: { status: 404, words: 'This code is not one of yours.' },
  already_used: {
    status: 409,
    words: 'An order uses this code already, so it cannot be given back.',
  },
  busy: {
    status: 503,
    words: 'Many are asking just now. Try again in a moment; your points were not touched.',
  },
  failed: { status: 500, words: 'Something went wrong on our side. Try again in a moment.' },
} as const satisfies Readonly<Record<BuyerRefusal, Said>>;

/** The sentence for the shopper, with the numbers of this very refusal where it has any. */
export function sayToBuyer(refused: BuyerRefused): string {
  if (refused.reason !== 'insufficient_points') return BUYER_REFUSALS[refused.reason].words;
  const { available, required } = refused;
  return `You have ${sayPoints(available)}; this reward needs ${required.toLocaleString('en-GB')}.`;
}

function sayPoints(points: number): string {
  const sign = points < 0 ? '−' : '';
  const amount = Math.abs(points);
  return `${sign}${amount.toLocaleString('en-GB')} ${amount === 1 ? 'point' : 'points'}`;
}
