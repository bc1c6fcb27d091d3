import { expect, it } from 'vitest';
import { RICH } from '../../../../tests/support/rich-program.ts';
import { checkProgram } from '../check-program.ts';
import type { ProgramDefinition } from '../program.ts';
import { sayDifferences } from '../say-differences.ts';

type Place = { readonly path: readonly (string | number)[]; readonly value: unknown };

/** Every single value in a definition, with the way to it. */
function leaves(value: unknown, path: Place['path'] = []): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  const parts = Array.isArray(value)
    ? value.map((each: unknown, at) => [at, each] as const)
    : Object.entries(value);
  return parts.flatMap(([name, each]) => leaves(each, [...path, name]));
}

function put(into: unknown, [name, ...rest]: Place['path'], value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(into)) {
    return into.map((each: unknown, at) => (at === name ? put(each, rest, value) : each));
  }
  const parts = into as Readonly<Record<string, unknown>>;
  return { ...parts, [name]: put(parts[name], rest, value) };
}

const valueAt = (path: Place['path']) =>
  leaves(RICH).find((each) => each.path.join('.') === path.join('.'))?.value;

const OTHER_WORDS: Readonly<Record<string, string>> = {
  GBP: 'EUR',
  'Europe/London': 'UTC',
  floor: 'ceiling',
  add: 'best',
  fulfilled: 'paid',
  month: 'week',
  spend: 'orders',
  'stop-at-zero': 'pending-only',
  b2b: 'pos',
  monday: 'friday',
};

const CLASSES = ['order', 'product', 'shipping'];

/** Something else of the same sort. */
function another(value: unknown): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  const text = String(value);
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) return text.replace('T00:00', 'T01:00');
  return OTHER_WORDS[text] ?? `${text} else`;
}

/** Names of ours, a threshold that nobody climbs to, and what stands beside no discount. */
const UNFELT = [
  ...['preset', 'earning.id', 'earning.kind', 'tiers.levels.2.threshold'],
  ...[1, 2, 3].flatMap((at) => CLASSES.map((of) => `rewards.${at}.combines.${of}`)),
];
const changed = leaves(RICH).filter(({ path, value }) => {
  const name = path.join('.');
  return value !== null && path.at(-1) !== 'kind' && name !== 'format' && !UNFELT.includes(name);
});

it('is asked of a program without contradictions', () => {
  expect(checkProgram(RICH).problems).toEqual([]);
});

it.each(changed.map(({ path, value }) => [path.join('.'), path, value] as const))(
  'says that %s is another',
  (_name, path, value) => {
    const after = put(RICH, path, another(value)) as ProgramDefinition;
    expect(sayDifferences(RICH, after)).not.toEqual([]);
    expect(sayDifferences(after, RICH)).not.toEqual([]);
  },
);

it.each(UNFELT)('says nothing of %s, which nobody notices', (name) => {
  const path = name.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const now = put(RICH, path, another(valueAt(path))) as ProgramDefinition;
  expect(sayDifferences(RICH, now)).toEqual([]);
});

const OPEN = [
  ...['budget', 'valueBack', 'lookBackDays', 'tiers', 'caps.order', 'caps.day', 'caps.month'],
  ...['caps.member', 'rewards.0.offer.steps.1.gives.mostMinor', 'rewards.0.limits.minimumMinor'],
  ...['rewards.0.limits.from', 'rewards.0.limits.to', 'rewards.0.limits.stock'],
  'rewards.0.limits.times',
];

it.each(OPEN)('says that %s is left open, and that it is not any more', (name) => {
  const path = name.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const open = put(RICH, path, null) as ProgramDefinition;
  expect(sayDifferences(RICH, open)).not.toEqual([]);
  expect(sayDifferences(open, RICH)).not.toEqual([]);
});
