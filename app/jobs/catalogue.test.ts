import { describe, expect, it, vi } from 'vitest';
import { JOBS, runJob, Terminal } from './catalogue.ts';

describe('running a job', () => {
  it('hands what it was told to its handler', async () => {
    const handler = vi.fn(async () => {});
    await runJob({ 'drain-program': handler }, 'drain-program', { programId: 7 });
    expect(handler).toHaveBeenCalledWith({ programId: 7 });
  });

  it.each([
    ['a name nobody knows', 'drain-everything', { programId: 7 }],
    ['a name every object has', 'constructor', { programId: 7 }],
    ['a missing field', 'drain-program', {}],
    ['a field of another kind', 'drain-program', { programId: '7' }],
    ['a field too many', 'drain-program', { programId: 7, points: 500 }],
  ])('refuses %s for good', async (_case, name, data) => {
    const handler = vi.fn(async () => {});
    await expect(runJob({ 'drain-program': handler }, name, data)).rejects.toThrow(Terminal);
    expect(handler).not.toHaveBeenCalled();
  });

  it('keys a drain by its program, so that one waits at most', () => {
    expect(JOBS['drain-program'].dedupKey({ programId: 7 })).toBe('drain-program:7');
  });
});
