import { describe, expect, it } from 'vitest';
import { ReplicaProgress } from './replica-progress.ts';

describe('a replica shows everything', () => {
  it('up to the last answer of the primary that it has replayed', () => {
    const progress = new ReplicaProgress();
    progress.note({ askedAt: 1_000, position: 10 });
    progress.note({ askedAt: 2_000, position: 20 });
    progress.note({ askedAt: 3_000, position: 30 });
    expect(progress.replayed(29)).toBe(2_000);
    expect(progress.replayed(30)).toBe(3_000);
  });

  it('up to now, where the primary rests and nothing is missing', () => {
    const progress = new ReplicaProgress();
    for (const askedAt of [1_000, 60_000]) progress.note({ askedAt, position: 10 });
    expect(progress.replayed(10)).toBe(60_000);
  });

  it('up to nobody knows when, before anything was replayed that was asked for', () => {
    const progress = new ReplicaProgress();
    progress.note({ askedAt: 1_000, position: 10 });
    expect(progress.replayed(9)).toBe(Number.NEGATIVE_INFINITY);
    progress.note({ askedAt: 2_000, position: 10 });
    progress.replayed(10);
    progress.forget();
    expect(progress.replayed(10)).toBe(Number.NEGATIVE_INFINITY);
  });

  it('up to where it was, however often it is asked while its replay is paused', () => {
    const progress = new ReplicaProgress();
    progress.note({ askedAt: 0, position: 1 });
    progress.replayed(1);
    for (let at = 1; at < 100; at += 1) {
      progress.note({ askedAt: at * 500, position: 1 + at });
      expect(progress.replayed(1)).toBe(0);
    }
    expect(progress.replayed(2)).toBe(500);
  });
});
