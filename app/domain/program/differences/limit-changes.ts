/** Who may take a reward, when and how often, and what its code is good for. */
import { sameWords } from '../checks/written-conditions.ts';
import { NO_LIMITS, usualCombines } from '../fixed-reward.ts';
import type { Reward, RewardTimes } from '../program.ts';
import { sayMoney } from '../say-money.ts';
import { sayWhen, speechOf } from '../say/say-conditions.ts';
import { isCode } from '../say/say-rewards.ts';
import { count, sayAnd, sayOr } from '../say/say-count.ts';
import { sayOften } from '../say/words/en-often.ts';
import { englishTerms } from '../say/words/en.ts';
import { type Definition, isSame } from './change.ts';

type Item = { readonly item: Reward; readonly of: Definition };

/** A part of a reward's terms: what is felt of it, and how it is said from now on. */
type Term = {
  readonly felt: (reward: Reward) => unknown;
  readonly say: (reward: Reward, of: Definition) => string;
};

const TERMS: readonly Term[] = [
  {
    felt: ({ limits }) => [limits.tiers.toSorted(), limits.segments.toSorted()],
    say: ({ name, limits: { tiers, segments } }, of) => {
      if (tiers.length + segments.length === 0) return `Everybody can take “${name}”.`;
      const levels = tiers.map(speechOf(of, englishTerms).tier);
      const who = levels.length === 0 ? 'members' : `${sayOr(levels)} members`;
      const where = segments.length === 0 ? '' : ` in ${sayOr(segments.map(sayGroup))}`;
      return `Only ${who}${where} can take “${name}”.`;
    },
  },
  {
    felt: ({ limits: { from, to } }) => [from, to],
    say: ({ name, limits: { from, to } }, of) =>
      `“${name}” can be taken ${sayWhen([{ kind: 'dates', not: false, from, to }], of)}.`,
  },
  {
    felt: ({ limits: { times } }) => feltTimes(times),
    say: ({ name, limits: { times } }) => `A member can take “${name}” ${sayTimes(times)}.`,
  },
  {
    felt: ({ limits }) => limits.stock,
    say: ({ name, limits: { stock } }) =>
      stock === null
        ? `There is no end to “${name}”.`
        : `“${name}” is given out ${count(stock, 'time')} in all.`,
  },
  {
    felt: (reward) => (isCode(reward) ? reward.limits.minimumMinor : null),
    say: ({ name, limits: { minimumMinor } }, { currency }) =>
      minimumMinor === null
        ? `“${name}” is for orders of any amount.`
        : `“${name}” is for orders of ${sayMoney(minimumMinor, currency)} or more.`,
  },
  {
    felt: (reward) => (isCode(reward) ? sameWords(reward.limits.goods) : null),
    say: ({ name, limits: { goods } }, of) =>
      goods.length === 0
        ? `“${name}” is for all goods.`
        : `“${name}” works only ${sayWhen(goods, of)}.`,
  },
  {
    felt: (reward) => (isCode(reward) ? CLASSES.map(([of]) => reward.combines[of]) : null),
    say: ({ name, combines }) => {
      const beside = CLASSES.filter(([of]) => combines[of]).map(([, words]) => words);
      return beside.length === 0
        ? `“${name}” cannot be combined with other discounts.`
        : `“${name}” can be combined with other discounts ${sayAnd(beside)} only.`;
    },
  },
];

const CLASSES = [
  ['order', 'on whole orders'],
  ['product', 'on products'],
  ['shipping', 'on shipping'],
] as const;

/** What differs between two rewards of one id. */
export function limitChanges(now: Item, was: Item): readonly string[] {
  return TERMS.flatMap(({ felt, say }) =>
    isSame(felt(now.item), felt(was.item)) ? [] : [say(now.item, now.of)],
  );
}

/** What is out of the ordinary in a reward that is new. */
export function limitsOf(reward: Reward, of: Definition): readonly string[] {
  const { offer } = reward;
  const gives = offer.kind === 'stepped' ? offer.steps[0]?.gives : offer.gives;
  const isForGoods = reward.limits.goods.length > 0;
  const combines = gives ? usualCombines(gives, isForGoods) : reward.combines;
  const usual = { ...reward, limits: NO_LIMITS, combines };
  return limitChanges({ item: reward, of }, { item: usual, of });
}

function feltTimes(times: RewardTimes | null): unknown {
  if (times === null) return null;
  return [times.kind === 'per' ? times.period : times.kind, times.times];
}

function sayTimes(times: RewardTimes | null): string {
  if (times === null) return 'as often as they like';
  if (times.kind === 'per') return `at most ${sayOften(times.times, times.period)}`;
  return `at most ${times.times === 1 ? 'once' : count(times.times, 'time')}`;
}

function sayGroup(id: string): string {
  return `the segment “${id}”`;
}
