/**
 * What is wrong with a program, in words for its owner: things go by their names, not by where they
 * stand in the definition. Scripts keep the fields, which is what their readers edit.
 */
import type { FieldProblem } from '../../contracts/program.ts';
import type { ProgramDefinition } from '../../domain/program/program.ts';
import { isolated } from '../../domain/program/say/words/isolated.ts';

/** How a list's entry is called; undefined where it is not there. */
type NameOf = (definition: ProgramDefinition, at: number) => string | undefined;

const quoted = (name: string) => `“${isolated(name)}”`;
const called = (name: string | undefined, sort = '') =>
  name === undefined ? undefined : `${sort}${quoted(name)}`;

const NAMES: Readonly<Record<string, NameOf>> = {
  rewards: ({ rewards }, at) => called(rewards[at]?.name),
  'tiers.levels': ({ tiers }, at) => called(tiers?.levels[at]?.name),
  campaigns: ({ campaigns }, at) => called(campaigns[at]?.name),
  activities: ({ activities }, at) => called(activities[at]?.activity, 'the activity '),
  rates: ({ rates }, at) => called(rates[at]?.id, 'the rate '),
};
const ENTRY = /^(rewards|tiers\.levels|campaigns|activities|rates)\[(\d+)\](?:\.(.+))?$/;

/** The thing itself is what is spoken of, whichever part of it stands in the way. */
const ITSELF: ReadonlySet<string> = new Set([
  ...['', 'activity', 'limits', 'limits.stock', 'limits.segments', 'combines'],
  ...['offer.gives.kind', 'offer.steps[].gives.kind', 'offer.steps', 'offer.most'],
]);

const PARTS: Readonly<Record<string, string>> = {
  'offer.cost': 'the price',
  'offer.steps[].cost': 'a price',
  'offer.steps[].gives': 'a choice',
  'limits.minimumMinor': 'the least order',
  'limits.goods': 'the choice of goods',
  'limits.goods[].kind': 'the choice of goods',
  'limits.goods[].productIds': 'the list of products',
  'limits.goods[].productIds[]': 'a product',
  'limits.goods[].collectionIds': 'the list of collections',
  'limits.goods[].collectionIds[]': 'a collection',
  'limits.tiers[]': 'a tier',
  'limits.to': 'the end',
  'when[]': 'a condition',
  'gives.percent': 'the multiplier',
  'perks[].kind': 'a perk',
  multiplierPercent: 'the multiplier',
  points: 'the number of points',
  threshold: 'the threshold',
};

/** What a thing is kept from by what “must be false”, empty or null: owners see no such values. */
const KEPT_FROM: Readonly<Record<string, string>> = {
  auto: 'cannot be taken by itself',
  inviteOnly: 'cannot be by invitation only',
  'combines.shipping': 'cannot be combined with shipping discounts',
  'limits.goods': 'cannot be for some goods only',
  'limits.goods[].not': 'cannot be for all goods but some',
  'limits.segments': 'cannot be for some customer segments only',
  'offer.gives.mostMinor': 'cannot have a most that it takes off',
  'offer.steps[].gives.mostMinor': 'cannot have a most that it takes off',
};
const MUST_NOT_BE = /^must be (?:false|empty|null): /;

/**
 * The problem as a sentence about the thing it is with, by the definition it was found in:
 * `rewards[7].offer.gives.kind` “is a gift card, …” → “£10 gift card” is a gift card, …. What has
 * no name, or is not in that definition, keeps its field.
 */
export function sayProblem(
  { field, problem }: FieldProblem,
  definition: ProgramDefinition,
): string {
  const [, list = '', at, rest = ''] = ENTRY.exec(field) ?? [];
  const thing = at === undefined ? undefined : NAMES[list]?.(definition, Number(at));
  if (thing === undefined) return `${field} ${problem}`;
  const part = rest.replace(/\[\d+\]/g, '[]');
  const keptFrom = MUST_NOT_BE.test(problem) ? KEPT_FROM[part] : undefined;
  if (keptFrom !== undefined) {
    return capital(`${thing} ${keptFrom}: ${problem.replace(MUST_NOT_BE, '')}`);
  }
  if (ITSELF.has(part)) return capital(`${thing} ${problem}`);
  // A part without words is still told apart, so that two problems never read alike.
  return capital(`${PARTS[part] ?? `“${rest}”`} of ${thing} ${problem}`);
}

/** The problems as sentences, each once: two entries of one name may have the same problem. */
export function sayProblems(
  problems: readonly FieldProblem[],
  definition: ProgramDefinition,
): readonly string[] {
  return [...new Set(problems.map((problem) => sayProblem(problem, definition)))];
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
