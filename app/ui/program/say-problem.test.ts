import { expect, test } from 'vitest';
import { everythingPreset } from '../../domain/program/presets/everything.ts';
import { sayProblem, sayProblems } from './say-problem.ts';

const preset = everythingPreset({ currency: 'GBP', zone: 'Europe/London' });
const definition = {
  ...preset,
  rates: [{ ...preset.earning, id: 'shoes', when: [] }],
};
const say = (field: string, problem: string) => sayProblem({ field, problem }, definition);

test.each([
  ['rewards[3].offer.gives.kind', 'is a gift card', '“A tree” is a gift card'],
  ['rewards[3].limits.segments', 'asks for segments', '“A tree” asks for segments'],
  ['rewards[0].offer.cost', 'is above', 'The price of “Money off” is above'],
  ['rewards[0].offer.steps[1].cost', 'is above', 'A price of “Money off” is above'],
  ['rewards[1].limits.goods[0].kind', 'must be', 'The choice of goods of “Free shipping” must be'],
  ['tiers.levels[2].perks[0].kind', 'cannot be given', 'A perk of “Gold” cannot be given'],
  ['campaigns[1].when[0]', 'asks for', 'A condition of “Every tenth order” asks for'],
  ['activities[3].activity', 'cannot give points', 'The activity “review” cannot give points'],
  ['rates[0].points', 'must be', 'The number of points of the rate “shoes” must be'],
])('a problem with %s names the thing', (field, problem, sentence) => {
  expect(say(field, problem)).toBe(sentence);
});

test.each([
  ['rewards[2].auto', '“10 % off” cannot be taken by itself: why'],
  ['rewards[2].combines.shipping', '“10 % off” cannot be combined with shipping discounts: why'],
  ['rewards[2].limits.goods', '“10 % off” cannot be for some goods only: why'],
  ['tiers.levels[1].inviteOnly', '“Silver” cannot be by invitation only: why'],
])('what %s keeps a thing from is said without values', (field, sentence) => {
  expect(say(field, 'must be false: why')).toBe(sentence);
  expect(say(field, 'must be null: why')).toBe(sentence);
});

test('a part without words keeps the rest of its field beside the name', () => {
  expect(say('rewards[0].limits.from', 'must be a date')).toBe(
    '“limits.from” of “Money off” must be a date',
  );
});

test.each(['valueBack', 'tiers.window.kind', 'rewards', 'rewards[9].auto', 'rewardsOf[0].auto'])(
  '%s keeps its field, as nothing there has a name',
  (field) => {
    expect(say(field, 'is wrong')).toBe(`${field} is wrong`);
  },
);

test('a level of a definition without tiers keeps its field', () => {
  const problem = { field: 'tiers.levels[0].id', problem: 'is wrong' };
  expect(sayProblem(problem, { ...definition, tiers: null })).toBe('tiers.levels[0].id is wrong');
});

test('a name that is written from right to left does not mix with the words around it', () => {
  const [reward] = definition.rewards;
  const hebrew = { ...definition, rewards: reward ? [{ ...reward, name: 'שובר' }] : [] };
  expect(sayProblem({ field: 'rewards[0]', problem: 'is wrong' }, hebrew)).toBe(
    '“\u2068שובר\u2069” is wrong',
  );
});

test('two problems that read alike are said once', () => {
  const twice = ['rewards[1].offer.steps[0].cost', 'rewards[1].offer.steps[1].cost'];
  const problems = twice.map((field) => ({ field, problem: 'is above' }));
  expect(sayProblems(problems, definition)).toEqual(['A price of “Free shipping” is above']);
});

test.each([
  ...['offer.gives.kind', 'offer.steps[0].gives.kind', 'offer.steps', 'offer.most', 'auto'],
  ...['offer.gives.mostMinor', 'offer.steps[2].gives.mostMinor', 'limits.goods'],
  ...['limits.goods[0].kind', 'limits.goods[0].not', 'limits.goods[0].productIds'],
  ...['limits.goods[0].collectionIds[3]', 'limits.segments', 'combines.shipping'],
])('what a shop cannot give out by %s is said without a field', (part) => {
  expect(say(`rewards[3].${part}`, 'must be null: why')).not.toMatch(/[.[\]]/);
});
