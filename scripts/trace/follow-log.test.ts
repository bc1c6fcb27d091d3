import { expect, it } from 'vitest';
import { followLog } from './follow-log.ts';

const line = (time: number, fields: object) => JSON.stringify({ time, programId: 1, ...fields });

const LOG = [
  'something else that was said',
  '{"half":',
  line(40, {
    operation: 'SetMetafields',
    lane: 'card',
    outcome: 'answered',
    members: [
      [8, 2],
      [7, 3],
    ],
  }),
  line(10, {
    msg: 'A batch is in the books.',
    batch: '1.5.a',
    deliveries: [
      ['x', 4, 8],
      ['d', 5, 7],
    ],
  }),
  line(30, { msg: 'Folded again.', memberId: 7, seq: 3, movements: 1 }),
  line(31, { msg: 'Folded again.', memberId: 8, seq: 2, movements: 1 }),
  line(32, { msg: 'Folded again.', memberId: 7, seq: 9, movements: 1, programId: 2 }),
  line(5, { msg: 'Folded again.', memberId: 7, seq: 2, movements: 2 }),
].join('\n');

it('tells what was done for a delivery after its batch, in the order it happened', () => {
  expect(followLog(LOG, 'd')).toEqual({
    ...{ batch: '1.5.a', orderKey: 5, memberId: 7 },
    lines: [
      { at: 10, words: 'Batch 1.5.a took it in.' },
      { at: 30, words: 'Folded again: 1 movements, the newest is 3.' },
      { at: 40, words: 'Shopify SetMetafields (card): answered, up to movement 3.' },
    ],
  });
});

it('tells why a delivery that was parked was parked', () => {
  const parked = line(1, { msg: 'A delivery could not be read and is parked.', deliveryId: 'p' });
  const { batch, lines } = followLog(parked, 'p');
  expect(batch).toBeNull();
  expect(lines).toEqual([{ at: 1, words: 'A delivery could not be read and is parked.' }]);
});

it('knows nothing of a delivery the log does not name', () => {
  expect(followLog(LOG, 'other')).toMatchObject({ batch: null, lines: [] });
});
