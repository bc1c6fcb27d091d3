/** Offers whose choices make no sense: prices that do not climb, what slides and cannot. */
import { rewardKindOf } from '../../rewards/kinds/registry.ts';
import type { FieldProblem } from '../field-problem.ts';
import type { Reward, RewardChoice, RewardGives, RewardOffer } from '../program.ts';
import type { Check } from './check.ts';

const CHOICES_MAX = 100;

export const soundOffers: Check = {
  reads: ['rewards'],
  find: ({ rewards }) =>
    rewards.flatMap((reward, at) => [
      ...offerProblems(reward.offer, `rewards[${at}].offer`),
      ...autoProblems(reward, `rewards[${at}].auto`),
    ]),
};

function offerProblems(offer: RewardOffer, field: string): FieldProblem[] {
  switch (offer.kind) {
    case 'fixed':
      return [];
    case 'stepped':
      return offer.steps.flatMap((step, at) =>
        stepProblems(step, offer.steps.slice(0, at), `${field}.steps[${at}]`),
      );
    case 'sliding':
      return slidingProblems(offer, field);
  }
}

/** Each step costs more than the one before, and is worth more than any before that has a worth. */
function stepProblems(
  { cost, gives }: RewardChoice,
  before: readonly RewardChoice[],
  field: string,
): FieldProblem[] {
  const last = before.at(-1);
  const worth = worthOf(gives);
  const worths = before.flatMap((step) => worthOf(step.gives) ?? []);
  const same = before.some((step) => isNoMore(gives, step.gives));
  return [
    ...(same ? [{ field: `${field}.gives`, problem: 'is no more than a cheaper step gives' }] : []),
    ...(last && cost <= last.cost
      ? [{ field: `${field}.cost`, problem: `must be above ${last.cost}, the price before it` }]
      : []),
    ...(worth !== null && worths.some((each) => each >= worth)
      ? [
          {
            field: `${field}.gives.${amountField(gives)}`,
            problem: `must be above ${Math.max(...worths)}: what costs more gives more`,
          },
        ]
      : []),
  ];
}

/** The same once more, or a smaller share; what has a worth in money is compared by that. */
function isNoMore(gives: RewardGives, cheaper: RewardGives): boolean {
  if (gives.kind === 'percent-off' && cheaper.kind === 'percent-off') {
    return gives.percent <= cheaper.percent && gives.mostMinor === cheaper.mostMinor;
  }
  return worthOf(gives) === null && JSON.stringify(gives) === JSON.stringify(cheaper);
}

function slidingProblems(
  { gives, least, most }: RewardOffer & { readonly kind: 'sliding' },
  field: string,
): FieldProblem[] {
  const { kind } = gives;
  const problems: FieldProblem[] = [];
  const add = (part: string, problem: string) =>
    problems.push({ field: `${field}.${part}`, problem });
  if (rewardKindOf(gives).times(gives, least) === null) {
    add('gives.kind', `cannot slide: there is no so many times of ${kind}`);
  }
  if (most < least) add('most', `must be at least ${least}, which is the least`);
  else if (most - least >= CHOICES_MAX) {
    add('most', `makes ${most - least + 1} choices: ${CHOICES_MAX} are the most`);
  }
  return problems;
}

function autoProblems({ auto, offer }: Reward, field: string): FieldProblem[] {
  if (!auto || offer.kind === 'fixed') return [];
  return [{ field, problem: 'must be false: nobody is there to choose among several prices' }];
}

function worthOf(gives: RewardGives): number | null {
  return rewardKindOf(gives).worthMinor(gives);
}

/** The field in which a kind's worth stands. */
function amountField(gives: RewardGives): string {
  const fields = Object.entries(rewardKindOf(gives).fields);
  return fields.find(([, { type }]) => type === 'minor')?.[0] ?? 'kind';
}
