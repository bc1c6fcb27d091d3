import { expect, test } from 'vitest';
import { compare, type Side } from './abba.ts';

/** A clock that only moves when a side works, and a log of who worked. */
function stage() {
  const log: string[] = [];
  let now = 0;
  const side = (name: string, msPerOperation: () => number): Side => ({
    prepare: (operations) => void log.push(`${name} prepares ${operations}`),
    perform: (operations) => {
      log.push(name);
      now += operations * msPerOperation();
    },
  });
  return {
    log,
    side,
    clock: () => now,
    worked: () => log.filter((line) => !/prepares/.test(line)),
  };
}

const OPERATIONS = { subject: 10, yardstick: 10 };

test('slices go subject, yardstick, yardstick, subject', async () => {
  const { side, clock, worked } = stage();
  const sides = { subject: side('A', () => 1), yardstick: side('B', () => 1) };
  const protocol = { pairs: 4, repeats: 1, sliceMs: 40, operations: OPERATIONS };
  await compare(sides, protocol, { clock });
  const warmUp = 'ABBAABBA';
  expect(worked().join('')).toBe(`${warmUp}ABBAABBA`);
});

test('a subject that takes half as long has a ratio of two, whatever the slices hold', async () => {
  const { side, clock } = stage();
  const sides = { subject: side('A', () => 2), yardstick: side('B', () => 4) };
  const operations = { subject: 30, yardstick: 10 };
  const done = await compare(sides, { pairs: 3, repeats: 2, sliceMs: 40, operations }, { clock });
  expect(done).toEqual([
    { ratio: 2, subjectPerSecond: 500, yardstickPerSecond: 250 },
    { ratio: 2, subjectPerSecond: 500, yardstickPerSecond: 250 },
  ]);
});

test('one disturbed pair does not move the ratio', async () => {
  const { side, clock, worked } = stage();
  const disturbed = () => (worked().length === 13 ? 50 : 1);
  const sides = { subject: side('A', disturbed), yardstick: side('B', disturbed) };
  const protocol = { pairs: 6, repeats: 1, sliceMs: 40, operations: OPERATIONS };
  expect((await compare(sides, protocol, { clock }))[0]?.ratio).toBe(1);
});

test('a machine that grows slower and slower falls on both sides alike', async () => {
  const { side, clock } = stage();
  let slowness = 1;
  const drifting = () => (slowness *= 1.01);
  const sides = { subject: side('A', drifting), yardstick: side('B', drifting) };
  const protocol = { pairs: 24, repeats: 1, sliceMs: 40, operations: OPERATIONS };
  expect((await compare(sides, protocol, { clock }))[0]?.ratio).toBeCloseTo(1, 3);
});

test('slices are as long as asked where the operations are left open', async () => {
  const { side, clock, log } = stage();
  const sides = { subject: side('A', () => 0.5), yardstick: side('B', () => 0.1) };
  await compare(sides, { pairs: 1, repeats: 1, sliceMs: 40 }, { clock });
  expect(log.slice(-4)).toEqual(['A prepares 80', 'A', 'B prepares 400', 'B']);
});

test('more performed than asked is credited, and preparing is not timed', async () => {
  let now = 0;
  const whole: Side = { prepare: () => void (now += 500), perform: () => ((now += 20), 40) };
  const exact: Side = { perform: (operations) => void (now += operations) };
  const protocol = { pairs: 2, repeats: 1, sliceMs: 40, operations: OPERATIONS };
  const [done] = await compare({ subject: whole, yardstick: exact }, protocol, {
    clock: () => now,
  });
  expect(done).toEqual({ ratio: 2, subjectPerSecond: 2000, yardstickPerSecond: 1000 });
});

test('each repeat is heard of as it ends', async () => {
  const { side, clock } = stage();
  const sides = { subject: side('A', () => 1), yardstick: side('B', () => 1) };
  const heard: number[] = [];
  const protocol = { pairs: 2, repeats: 5, sliceMs: 40, operations: OPERATIONS };
  const onRepeat = ({ ratio }: { ratio: number }) => void heard.push(ratio);
  const done = await compare(sides, protocol, { clock, onRepeat });
  expect(heard).toEqual([1, 1, 1, 1, 1]);
  expect(done).toHaveLength(5);
});
