import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyProgram } from '../../../../../tests/support/any-program.ts';
import { minor } from '../../../kernel/money.ts';
import { points } from '../../../kernel/points.ts';
import { sayMovement } from '../../../ledger/say-movement.ts';
import { fixedReward } from '../../fixed-reward.ts';
import { plainRules } from '../../plain-rules.ts';
import { pointsPreset } from '../../presets/points.ts';
import { amountsIn } from './amounts.ts';
import { englishTerms, type Terms } from './en.ts';

const POLISH = { one: 'punkt', few: 'punkty', many: 'punktów', other: 'punktu' };

test.each([
  ['en-GB', 1, '1 point'],
  ['en-GB', -1, '-1 point'],
  ['en-GB', 0, '0 points'],
  ['en-GB', 1500, '1,500 points'],
  ['pl', 1, '1 punkt'],
  ['pl', 2, '2 punkty'],
  ['pl', 5, '5 punktów'],
  ['pl', 22, '22 punkty'],
])('in %s a noun has the form that %i asks for', (locale, many, said) => {
  const forms = locale === 'pl' ? POLISH : { one: 'point', other: 'points' };
  expect(amountsIn(locale).count(many, forms)).toBe(said);
});

test('money, lists and factors are written as the language does', () => {
  const german = amountsIn('de');
  expect(german.money({ minor: minor(123_450), currency: 'EUR' })).toBe('1.234,50\u00a0€');
  expect(german.all(['a', 'b', 'c'])).toBe('a, b und c');
  expect(german.either(['a', 'b'])).toBe('a oder b');
  expect(german.factor(125)).toBe('1,25');
});

/** The English terms with every text replaced by one sign. */
function signs<Words>(words: Words): Words {
  if (typeof words === 'function') return (() => '¤') as Words;
  if (typeof words !== 'object' || words === null) return words;
  const entries = Object.entries(words).map(([name, each]) => [name, signs(each as unknown)]);
  return Object.fromEntries(entries) as Words;
}

test('no sentence says a word that is not the language’s', () => {
  const foreign: Terms = signs(englishTerms);
  fc.assert(
    fc.property(anyProgram, (program) => {
      expect(new Set(plainRules(program, foreign))).toEqual(new Set(['¤']));
    }),
  );
});

test('another language may say a kind in its own words', () => {
  const german: Terms = {
    ...englishTerms,
    gives: {
      ...englishTerms.gives,
      'free-shipping': { say: () => 'Versand umsonst' },
    },
  };
  const said = plainRules(pointsPreset({ currency: 'EUR', zone: 'Europe/Berlin' }), german);
  expect(said).toContain('300 points buy “Free shipping”: Versand umsonst.');
});

const VOUCHER = 'שובר';

test('a name written from right to left keeps to itself', () => {
  const base = pointsPreset({ currency: 'GBP', zone: 'Europe/London' });
  const gives = { kind: 'amount-off', amountMinor: minor(500) } as const;
  const rewards = [fixedReward({ id: VOUCHER, name: VOUCHER, cost: points(500), gives })];
  expect(plainRules({ ...base, rewards })).toContain(
    `500 points buy “\u2068${VOUCHER}\u2069”: £5 off.`,
  );
});

test('a movement keeps such names to themselves too, and its ids as they are', () => {
  const [lotId, label] = [`entry:${VOUCHER}`, `${VOUCHER} 5`];
  const explanation = { type: 'forgive', lotId, label, version: 1 } as const;
  const said = { kind: 'forgive', reversed: false, points: points(87), explanation } as const;
  expect(sayMovement(said, 'UTC')).toBe(
    `87 points owed on what reaching “\u2068${VOUCHER} 5\u2069” earned forgiven: ` +
      'they had been spent before they were taken back.',
  );
});
