import { expect, it } from 'vitest';
import { watchRounds } from './watch-rounds.ts';

function watched() {
  let now = 0;
  const rounds = watchRounds(['sweep', 'tend'], () => now);
  return { ...rounds, pass: (ms: number) => (now += ms) };
}

it('names a round of which nothing ended for five minutes, and only that', () => {
  const { ended, pass, stalled } = watched();
  pass(200_000);
  ended('tend');
  pass(99_999);
  expect(stalled()).toEqual([]);
  pass(1);
  expect(stalled()).toEqual(['sweep: nothing for 300 seconds']);
  ended('sweep');
  expect(stalled()).toEqual([]);
});

it('lets a long round work on for as long as it writes', () => {
  const { pass, progressed, stalled } = watched();
  pass(299_000);
  progressed();
  pass(299_000);
  expect(stalled()).toEqual([]);
});
