import { expect, test } from 'vitest';
import { ladder, saying } from '../../../tests/simulation/language-words.ts';
import { points } from '../kernel/points.ts';
import { isEnough, isForgetful, memoryNeeded, needsTierMemory } from './memory-needed.ts';
import type { ProgramDefinition } from './program.ts';

const NO_CAPS = { order: null, day: null, month: null, member: null };
const PLAIN = saying({});
const CAPPED = saying({ caps: { ...NO_CAPS, day: points(50) } });
const third = { kind: 'every-nth-order', not: false, orders: 3, again: true } as const;
const THIRD = saying({ eligible: [third] });
const SPENDING = saying({ tiers: ladder('Bronze 0, Gold 100') });
const COLLECTING = saying({ tiers: ladder('Bronze 0, Gold 100', { basis: 'points' }) });

test('one rate needs no memory; tiers need orders and sums, caps what was earned when', () => {
  expect(memoryNeeded([PLAIN])).toEqual({ orders: false, caps: false, bases: [] });
  expect(memoryNeeded([PLAIN, CAPPED])).toEqual({ orders: true, caps: true, bases: [] });
  expect(memoryNeeded([THIRD])).toEqual({ orders: true, caps: false, bases: [] });
  expect(memoryNeeded([SPENDING, COLLECTING])).toEqual({
    ...{ orders: true, caps: false },
    bases: ['points', 'spend'],
  });
});

test('what a state remembers is enough for rules that ask for no more, and for no others', () => {
  const [plain, capped, spending, collecting] = [PLAIN, CAPPED, SPENDING, COLLECTING].map((one) =>
    memoryNeeded([one]),
  );
  if (!plain || !capped || !spending || !collecting) throw new Error('There are four.');
  const enough = [plain, capped, spending, collecting].map((memory) =>
    [plain, capped, spending, collecting].map((asked) => isEnough(memory, asked)),
  );
  expect(enough).toEqual([
    [true, false, false, false],
    [true, true, false, false],
    [true, false, true, false],
    [true, false, false, true],
  ]);
});

// What a program says | whether new facts can be appended to lots alone
test.each<[string, Partial<ProgramDefinition>, boolean]>([
  ['one rate and a wait', { pendingDays: 14 }, true],
  ['points that expire', { expiry: { kind: 'after-earning', months: 1, graceDays: 0 } }, false],
  ['a debt that is forgiven', { debt: 'stop-at-zero' }, false],
  ['a wait for the fulfilment', { pendingFrom: 'fulfilled' }, false],
  ['shipping that counts', { counts: { giftCards: false, shipping: true, tax: false } }, false],
  [
    'an activity, which may have been done before',
    { activities: [{ id: 'j', activity: 'join', points: points(1), limit: { kind: 'once' } }] },
    false,
  ],
  ['a cap of an order', { caps: { ...NO_CAPS, order: points(50) } }, false],
  ['a pause, in which orders open no lots', { paused: true }, true],
  [
    'something for every third order',
    {
      campaigns: [
        {
          ...{ id: 'third', name: 'Third', gives: { kind: 'multiplier', percent: 200 } },
          when: [third],
        },
      ],
    },
    false,
  ],
  [
    'tiers from the day of joining',
    { tiers: ladder('A 0', { window: { kind: 'joining' } }) },
    false,
  ],
])('%s', (_title, said, appended) => {
  expect(isForgetful([saying(said)])).toBe(appended);
  expect(isForgetful([PLAIN, saying(said)])).toBe(appended);
});

// What a program says beside a ladder | whether lots and what is kept of the tier are all to know
test.each<[string, Partial<ProgramDefinition>, boolean]>([
  ['one rate and a wait', { pendingDays: 14 }, true],
  ['a pause', { paused: true }, true],
  ['a ladder by orders', { tiers: ladder('A 0, B 3', { basis: 'orders' }) }, true],
  ['a ladder by points', { tiers: ladder('A 0, B 3', { basis: 'points' }) }, false],
  ['points that expire', { expiry: { kind: 'after-earning', months: 1, graceDays: 0 } }, false],
  ['a debt that is forgiven', { debt: 'stop-at-zero' }, false],
  ['a wait for the fulfilment', { pendingFrom: 'fulfilled' }, false],
  ['shipping that counts', { counts: { giftCards: false, shipping: true, tax: false } }, false],
  ['a cap of a day', { caps: { ...NO_CAPS, day: points(50) } }, false],
  ['a condition', { eligible: [third] }, false],
])('under tiers, %s', (_title, said, isKnown) => {
  const tiers = ladder('Bronze 0, Gold 100');
  expect(needsTierMemory([saying({ tiers, ...said })])).toBe(isKnown);
  expect(needsTierMemory([PLAIN, saying({ tiers, ...said })])).toBe(isKnown);
  expect(needsTierMemory([saying({ ...said, tiers: null })])).toBe(false);
});

test('ladders of two sums are more than is kept of a tier', () => {
  expect(needsTierMemory([SPENDING])).toBe(true);
  expect(needsTierMemory([SPENDING, COLLECTING])).toBe(false);
});
