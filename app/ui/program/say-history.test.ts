import { expect, test } from 'vitest';
import type { KnownHistory, WhatIf } from '../../contracts/admin-program.ts';
import { sayBasis, sayChoice, sayNoOrders, sinceChoices } from './say-history.ts';

const SIXTY: KnownHistory = { days: 60, isIn: true };
const YEAR: KnownHistory = { days: 365, isIn: true };
const counted = (history: KnownHistory, change: Partial<WhatIf> = {}): WhatIf => ({
  ...{ orders: 255, guestOrders: 0, isCut: false, members: 9, salesMinor: 100, points: 1 },
  ...{ worthMinor: null, worthBy: null, reachPercent: null, history },
  ...change,
});

test('where Shopify shows sixty days, nobody is told of a year', () => {
  expect(sayBasis(counted(SIXTY), '£9,000.00')).toBe(
    '255 orders of the last 60 days, which is what Shopify lets us read: £9,000.00 after ' +
      'discounts and returns.',
  );
  expect(sinceChoices(SIXTY).map(({ value }) => value)).toEqual(['0', '30', '60']);
  expect(sayChoice(SIXTY)).toMatch(/^Shopify lets us read no further back than 60 days\. Members/);
});

test('where all is known, a year is counted and offered', () => {
  expect(sayBasis(counted(YEAR), '£9')).toBe(
    '255 orders of the last 365 days: £9 after discounts and returns.',
  );
  expect(sinceChoices(YEAR).map(({ value }) => value)).toEqual(['0', '30', '90', '365']);
  expect(sayChoice(YEAR)).toMatch(/^Members see/);
});

test('what a choice says fits into the width of a phone', () => {
  const labels = [SIXTY, YEAR].flatMap(sinceChoices).map(({ label }) => label);
  expect(labels).toContain('The last 60 days as well');
  // A select of Polaris shows about thirty letters on 390 px, between its edges and its arrow.
  expect(labels.filter((label) => label.length > 30)).toEqual([]);
});

test('while past orders are not in, what is counted is no whole', () => {
  const history = { days: 365, isIn: false } as const;
  expect(sayBasis(counted(history), '£9')).toMatch('have not all come in yet');
  expect(sayNoOrders(history)).toMatch('have not all come in yet');
  expect(sayNoOrders(YEAR)).not.toMatch('come in');
});

test('guests and what a point is worth are said where there are any', () => {
  const said = sayBasis(counted(YEAR, { guestOrders: 1, worthBy: '£5 off', isCut: true }), '£9');
  expect(said).toMatch(/^Your newest 255 orders .* 1 order of guests .* “£5 off” takes off/);
});
