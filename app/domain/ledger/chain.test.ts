import { expect, test } from 'vitest';
import { day } from '../../../tests/simulation/order-words.ts';
import { points } from '../kernel/points.ts';
import { digestText, linkText } from './chain.ts';

const LINK = {
  previous: 'ab12',
  digest: 'cd34',
  seq: 7,
  kind: 'mature',
  reversed: true,
  lotId: 'order:42',
  from: 'available',
  to: 'pending',
  points: points(30),
  at: day(15),
  corrects: 3,
} as const;

test('a link’s text is fixed for ever: chains out in the world are verified against it', () => {
  expect(linkText(LINK)).toBe(
    'laurel-link-1\nab12\n7\nmature\nreversed\n' +
      'order:42\navailable\npending\n30\n1797328800000\n3\ncd34',
  );
  expect(linkText({ ...LINK, reversed: false, corrects: null })).toBe(
    'laurel-link-1\nab12\n7\nmature\nplain\n' +
      'order:42\navailable\npending\n30\n1797328800000\n\ncd34',
  );
});

test('no field can be changed without changing the text', () => {
  const others = [
    ['previous', 'ab13'],
    ['digest', 'cd35'],
    ['seq', 8],
    ['kind', 'award'],
    ['reversed', false],
    ['lotId', 'order:43'],
    ['from', 'held'],
    ['to', 'held'],
    ['points', 31],
    ['at', 1],
    ['corrects', null],
  ] as const;
  expect(others.map(([field]) => field).sort()).toEqual(Object.keys(LINK).sort());
  for (const [field, other] of others) {
    expect(linkText({ ...LINK, [field]: other }), field).not.toBe(linkText(LINK));
  }
});

test('a digest’s text does not depend on the order of an explanation’s fields', () => {
  const explanation = {
    type: 'due',
    lotId: 'order:1',
    orderName: '#1',
    pendingDays: 14,
    version: 1,
  } as const;
  const other = {
    version: 1,
    pendingDays: 14,
    lotId: 'order:1',
    orderName: '#1',
    type: 'due',
  } as const;
  const text =
    '["order:1:due",[["lotId","order:1"],["orderName","#1"],["pendingDays",14],' +
    '["type","due"],["version",1]]]';
  expect(digestText({ cause: 'order:1:due', explanation })).toBe(text);
  expect(digestText({ cause: 'order:1:due', explanation: other })).toBe(text);
});
