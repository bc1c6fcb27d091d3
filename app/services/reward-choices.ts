/**
 * The choices of a program's rewards as a shop offers them: each has an id, a name, a price, and a
 * discount of its own at Shopify. Of a fixed offer the only choice goes by the reward's own id.
 */
import type { ProgramDefinition, Reward, RewardChoice } from '../domain/program/program.ts';
import { sayMoney } from '../domain/program/say-money.ts';
import { choicesOf } from '../domain/rewards/choices-of.ts';
import { sayChoice } from '../domain/rewards/say-choice.ts';
import { canBeGiven } from './cannot-be-given.ts';

export type ShopChoice = {
  /** What pages send to redeem it: `amount-off-5`, `voucher:900`. */
  readonly id: string;
  /** What shoppers read: `£5 off`, `Voucher: £10 off`. */
  readonly name: string;
  readonly reward: Reward;
  readonly choice: RewardChoice;
};

type Offering = Pick<ProgramDefinition, 'rewards' | 'currency'>;

/** Every choice a shop can give out, reward by reward, each from the cheapest. */
export function shopChoices({ rewards, currency }: Offering): ShopChoice[] {
  return rewards
    .filter(canBeGiven)
    .flatMap((reward) => choicesOf(reward).map((choice) => asOffered(reward, choice, currency)));
}

/**
 * The choice of an id as pages send it. Refusals: `unknown_reward`, and `unknown_choice` where the
 * reward has none of that price.
 */
export function findChoice(
  { rewards, currency }: Offering,
  id: string,
):
  | ({ readonly ok: true } & ShopChoice)
  | { readonly ok: false; readonly reason: 'unknown_reward' | 'unknown_choice' } {
  const reward = rewards.find((one) => one.id === id.split(':')[0]);
  if (!reward) return { ok: false, reason: 'unknown_reward' };
  const offered = choicesOf(reward).map((choice) => asOffered(reward, choice, currency));
  // By the whole id, so that no choice has two.
  const asked = offered.find((one) => one.id === id);
  return asked ? { ok: true, ...asked } : { ok: false, reason: 'unknown_choice' };
}

function asOffered(reward: Reward, choice: RewardChoice, currency: string): ShopChoice {
  if (reward.offer.kind === 'fixed') return { id: reward.id, name: reward.name, reward, choice };
  const given = sayChoice(choice, { money: (amount) => sayMoney(amount, currency) });
  return { id: `${reward.id}:${choice.cost}`, name: `${reward.name}: ${given}`, reward, choice };
}
