import { expect, it } from 'vitest';
import { tellLife } from '../../../../tests/support/preset-story.ts';
import { discountLadderPreset } from './discount-ladder.ts';

it('moves up with every order, and down as orders grow old', () => {
  // D is cancelled: 15 % off was last enough then, and is kept for thirty days. A is a year old on
  // 1 March, B on the 10th, C on the 20th: 12 % off is kept until thirty days after the 1st, and
  // from then on one step is lost every thirty days.
  const { given, told } = tellLife(
    discountLadderPreset({ currency: 'GBP', zone: 'UTC' }),
    `
    2026-03-01 | A paid 50.00 | 0 wait, 0 to spend, off-6
    2026-03-10 | B paid 20.00 | 0 wait, 0 to spend, off-9
    2026-03-20 | C paid 0.50  | 0 wait, 0 to spend, off-12
    2026-04-01 | D paid 20.00 | 0 wait, 0 to spend, off-15
    2026-04-05 | D cancel     | 0 wait, 0 to spend, off-15
    2026-05-04 |              | 0 wait, 0 to spend, off-15
    2026-05-05 |              | 0 wait, 0 to spend, off-12
    2027-03-30 |              | 0 wait, 0 to spend, off-12
    2027-03-31 |              | 0 wait, 0 to spend, off-9
    2027-04-30 |              | 0 wait, 0 to spend, off-6
    2027-05-30 |              | 0 wait, 0 to spend, start
    `,
  );
  expect(told).toBe(given);
});

it('gives what its steps are called', () => {
  const { tiers } = discountLadderPreset({ currency: 'JPY', zone: 'Asia/Tokyo' });
  expect(tiers?.levels.map(({ name, perks }) => [name, perks])).toEqual([
    ['Start', []],
    ...[6, 9, 12, 15].map((percent) => [`${percent} % off`, [{ kind: 'percent-off', percent }]]),
  ]);
});
