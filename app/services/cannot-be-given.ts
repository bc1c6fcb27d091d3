/**
 * What of a program a real shop cannot give out. The language says more than Shopify's discount
 * codes, the one way in which Laurel gives things out so far: such a program can be replayed and
 * looked at, but not published, as nobody should be promised what nobody gives them.
 */
import type { FieldProblem } from '../domain/program/field-problem.ts';
import type {
  Perk,
  ProgramDefinition,
  Reward,
  RewardGives,
  TierLevel,
} from '../domain/program/program.ts';
import type { Condition } from '../domain/earning/conditions/registry.ts';
import { choicesOf } from '../domain/rewards/choices-of.ts';

/** Each choice is a discount of its own, with codes made ahead. */
export const CHOICES_MAX = 10;
/** All of them stand on one card, which Shopify keeps up to 128 KB of. */
const CHOICES_IN_ALL_MAX = 200;
/** As many products or collections as one discount of Shopify's may name. */
const GOODS_MAX = 100;

/** Every part that stands against publishing, in words that follow its field; empty: none does. */
export function cannotBeGiven(definition: ProgramDefinition): FieldProblem[] {
  const { tiers, rewards, activities } = definition;
  return [
    ...activities.map(({ activity }, at) => unheard(activity, `activities[${at}].activity`)),
    ...(tiers?.window.kind === 'joining' ? [UNHEARD_JOINING] : []),
    ...(tiers?.levels ?? []).flatMap((level, at) => levelProblems(level, `tiers.levels[${at}]`)),
    ...rewards.flatMap((reward, at) => rewardProblems(reward, `rewards[${at}]`)),
    ...tooManyProblems(rewards),
  ];
}

function tooManyProblems(rewards: readonly Reward[]): FieldProblem[] {
  const choices = rewards.reduce((sum, reward) => sum + choicesOf(reward).length, 0);
  if (choices <= CHOICES_IN_ALL_MAX) return [];
  const problem =
    `make ${choices} choices together: ${CHOICES_IN_ALL_MAX} are the most that a shop’s pages ` +
    'can be told of';
  return [{ field: 'rewards', problem }];
}

const UNHEARD_JOINING: FieldProblem = {
  field: 'tiers.window.kind',
  problem: 'must not be joining: Laurel is not told yet when a customer joins',
};

/** What nobody hears of would be promised and never given. */
function unheard(activity: string, field: string): FieldProblem {
  return { field, problem: `cannot give points yet: nothing tells Laurel of “${activity}”` };
}

/** Whether a reward can be given out as its definition says, to the letter. */
export function canBeGiven(reward: Reward): boolean {
  return rewardProblems(reward, '').length === 0;
}

function levelProblems({ inviteOnly, perks }: TierLevel, field: string): FieldProblem[] {
  const problem = 'must be false: staff cannot let anybody into a tier yet';
  return [
    ...(inviteOnly ? [{ field: `${field}.inviteOnly`, problem }] : []),
    ...perks.flatMap((perk, at) => perkProblems(perk, `${field}.perks[${at}].kind`)),
  ];
}

function perkProblems({ kind }: Perk, field: string): FieldProblem[] {
  if (kind === 'early-access' || kind === 'promise') return [];
  const what = kind === 'percent-off' ? 'a percentage off every order' : 'free shipping for a tier';
  return [{ field, problem: `cannot be given yet: nothing applies ${what} in the checkout` }];
}

function rewardProblems(reward: Reward, field: string): FieldProblem[] {
  const { auto, limits, combines } = reward;
  const problems = [...offerProblems(reward, `${field}.offer`)];
  const add = (part: string, problem: string) =>
    problems.push({ field: `${field}.${part}`, problem });
  const isShipping = choicesOf(reward).some(({ gives }) => gives.kind === 'free-shipping');
  if (isShipping && limits.goods.length > 0) {
    add('limits.goods', 'must be empty: Shopify ships an order for free, not some goods of it');
  } else problems.push(...goodsProblems(limits.goods, `${field}.limits.goods`));
  if (limits.segments.length > 0) {
    add('limits.segments', 'must be empty: Laurel does not know yet who is in which segment');
  }
  if (isShipping && combines.shipping) {
    add(
      'combines.shipping',
      'must be false: Shopify lets no two shipping discounts stand together',
    );
  }
  if (auto) add('auto', 'must be false: rewards are not taken by themselves yet');
  return problems;
}

function offerProblems({ offer }: Pick<Reward, 'offer'>, field: string): FieldProblem[] {
  switch (offer.kind) {
    case 'fixed':
      return givesProblems(offer.gives, `${field}.gives`);
    case 'stepped':
      return [
        ...manyProblems(offer.steps.length, `${field}.steps`),
        ...offer.steps.flatMap(({ gives }, at) =>
          givesProblems(gives, `${field}.steps[${at}].gives`),
        ),
      ];
    case 'sliding':
      return [
        ...manyProblems(offer.most - offer.least + 1, `${field}.most`),
        ...givesProblems(offer.gives, `${field}.gives`),
      ];
  }
}

function manyProblems(choices: number, field: string): FieldProblem[] {
  if (choices <= CHOICES_MAX) return [];
  const problem =
    `makes ${choices} choices, each with a discount of its own at Shopify: ` +
    `${CHOICES_MAX} can be kept ready at most`;
  return [{ field, problem }];
}

type NotGiven = Exclude<RewardGives['kind'], 'amount-off' | 'percent-off' | 'free-shipping'>;

const NOT_GIVEN: Readonly<Record<NotGiven, string>> = {
  'free-product': 'a free product',
  'product-off': 'a discount on one product',
  'gift-card': 'a gift card',
  'store-credit': 'store credit',
  'early-access': 'early access',
  service: 'a service',
  donation: 'a donation',
  custom: 'something of another system',
};

function givesProblems(gives: RewardGives, field: string): FieldProblem[] {
  switch (gives.kind) {
    case 'amount-off':
    case 'free-shipping':
      return [];
    case 'percent-off': {
      if (gives.mostMinor === null) return [];
      const problem = 'must be null: a percentage of a Shopify code has no most it takes off';
      return [{ field: `${field}.mostMinor`, problem }];
    }
    default: {
      const problem = `is ${NOT_GIVEN[gives.kind]}, which Laurel cannot hand out yet`;
      return [{ field: `${field}.kind`, problem }];
    }
  }
}

function goodsProblems(goods: readonly Condition[], field: string): FieldProblem[] {
  if (goods.length > 1) {
    const problem = 'must be one condition: a discount of Shopify cannot ask for two at once';
    return [{ field, problem }];
  }
  return goods.flatMap((condition, at) => conditionProblems(condition, `${field}[${at}]`));
}

function conditionProblems(condition: Condition, field: string): FieldProblem[] {
  const named = namedIds(condition);
  if (named === null) {
    const problem = 'must be product or collection: a discount of Shopify names no other goods';
    return [{ field: `${field}.kind`, problem }];
  }
  const { ids, name } = named;
  const problems: FieldProblem[] = [];
  if (condition.not) {
    const problem = 'must be false: a discount of Shopify names what it is for, not what it is not';
    problems.push({ field: `${field}.not`, problem });
  }
  if (ids.length > GOODS_MAX) {
    const problem = `must hold at most ${GOODS_MAX}: a discount of Shopify names no more`;
    problems.push({ field: `${field}.${name}`, problem });
  }
  const stray = ids.findIndex((id) => !/^\d{1,20}$/.test(id));
  if (stray !== -1) {
    const problem = 'must be the digits of an id of Shopify’s';
    problems.push({ field: `${field}.${name}[${stray}]`, problem });
  }
  return problems;
}

/** The goods a condition names by Shopify's ids; null where it picks them otherwise. */
export function namedIds(condition: Condition) {
  switch (condition.kind) {
    case 'product':
      return { of: 'products', name: 'productIds', ids: condition.productIds } as const;
    case 'collection':
      return { of: 'collections', name: 'collectionIds', ids: condition.collectionIds } as const;
    default:
      return null;
  }
}
