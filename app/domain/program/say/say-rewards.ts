import { choicesOf } from '../../rewards/choices-of.ts';
import { rewardKindOf } from '../../rewards/kinds/registry.ts';
import type { ProgramDefinition, Reward, RewardChoice, RewardGives } from '../program.ts';
import { hasPoints } from './earns.ts';
import { type Rule, rule } from './rule.ts';
import { speechOf } from './say-conditions.ts';
import { sayLimits, sayWorksOn } from './say-limits.ts';
import type { DiscountClassNamed, SaidChoice, Spending } from './words/en-rewards.ts';
import { englishTerms, type Terms } from './words/en.ts';

/** What points buy, who may take it and when, and what taking a reward does. */
export function sayRewards(definition: ProgramDefinition, terms: Terms): readonly Rule[] {
  const { rewards } = definition;
  const words = terms.rewards;
  if (rewards.length === 0) return hasPoints(definition) ? [rule('rewards', words.none())] : [];
  const hasCodes = rewards.some(isCode);
  const taken = rewards.filter(({ auto }) => !auto);
  return [
    ...rewards.flatMap((reward, at) => [
      rule(`rewards[${at}]`, sayOffer(reward, definition, terms)),
      ...sayLimits(reward, `rewards[${at}]`, definition, terms),
      ...(isCode(reward) ? sayWorksOn(reward, `rewards[${at}]`, definition, terms) : []),
    ]),
    ...(rewards.filter(({ auto }) => auto).length > 1 ? [rule('rewards', words.autoFirst())] : []),
    ...sayCombinations(rewards, terms),
    // What comes by itself was said to be spent for them: nobody takes it.
    ...(taken.length > 0 ? [rule('rewards', words.spending(spendingOf(taken)))] : []),
    ...(hasCodes ? [rule('rewards', words.worksOnce()), rule('rewards', words.lapses())] : []),
  ];
}

/** What a reward costs and gives, in a sentence. */
export function sayOffer(
  reward: Pick<Reward, 'name' | 'offer' | 'auto'>,
  definition: Pick<ProgramDefinition, 'currency' | 'tiers'>,
  terms: Terms = englishTerms,
): string {
  const { fixed, stepped, sliding, auto } = terms.rewards;
  const { name, offer } = reward;
  const said = ({ cost, gives }: RewardChoice): SaidChoice => ({
    cost,
    gives: sayGives(gives, definition, terms),
  });
  const choices = choicesOf(reward);
  const [only] = choices;
  if (only && choices.length === 1) return (reward.auto ? auto : fixed)(name, said(only));
  if (offer.kind !== 'sliding') return stepped(name, choices.map(said));
  return sliding(name, said(offer), offer.cost * offer.least, offer.cost * offer.most);
}

/** `£5 off`. */
export function sayGives(
  gives: RewardGives,
  definition: Pick<ProgramDefinition, 'currency' | 'tiers'>,
  terms: Terms = englishTerms,
): string {
  // The words were looked up by this kind's own name, so the values are its own.
  return terms.gives[gives.kind].say(gives as never, speechOf(definition, terms));
}

const CLASSES: readonly DiscountClassNamed[] = ['order', 'product', 'shipping'];

/** What codes may stand beside: one sentence for all rewards of which the same is true. */
function sayCombinations(rewards: readonly Reward[], terms: Terms): readonly Rule[] {
  const alike = new Map<string, { readonly at: number; readonly rewards: Reward[] }>();
  for (const [at, reward] of rewards.entries()) {
    if (!isCode(reward)) continue;
    const key = beside(reward).join();
    const known = alike.get(key);
    if (known) known.rewards.push(reward);
    else alike.set(key, { at, rewards: [reward] });
  }
  return [...alike.values()].flatMap((same) => sayAlike(same, alike.size === 1, terms));
}

type Alike = { readonly at: number; readonly rewards: readonly Reward[] };

/** Names that are too long for one sentence get one each. */
function sayAlike({ at, rewards }: Alike, isForAll: boolean, terms: Terms): readonly Rule[] {
  const field = `rewards[${at}].combines`;
  const say = (names: readonly string[], reward: Reward) =>
    rule(field, sayCombines(names, reward, terms));
  const [first] = rewards;
  if (!first) return [];
  const names = isForAll ? [] : rewards.map(({ name }) => name);
  const inOne = say(names, first);
  return inOne.isPlain ? [inOne] : rewards.map((reward) => say([reward.name], reward));
}

/** Which other discounts codes may stand beside; without names: all rewards' codes. */
export function sayCombines(
  names: readonly string[],
  reward: Pick<Reward, 'combines'>,
  terms: Terms = englishTerms,
): string {
  const not = CLASSES.filter((each) => !reward.combines[each]);
  return terms.rewards.combines(names, beside(reward), not);
}

function beside({ combines }: Pick<Reward, 'combines'>): readonly DiscountClassNamed[] {
  return CLASSES.filter((each) => combines[each]);
}

function spendingOf(rewards: readonly Reward[]): Spending {
  if (rewards.every(isCode)) return 'code';
  return rewards.some(isCode) ? 'either' : 'hand-over';
}

/** Whether it, or some of what may be chosen, reaches the shopper as a discount's code. */
export function isCode(reward: Pick<Reward, 'offer'>): boolean {
  return choicesOf(reward).some(({ gives }) => rewardKindOf(gives).fulfilment === 'code');
}
