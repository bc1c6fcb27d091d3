import { describe, expect, it } from 'vitest';
import { oneDrainEach } from './one-drain-each.ts';

/** A drain whose ends are in the test's hand. */
function heldDrain() {
  const log: string[] = [];
  const ends: (() => void)[] = [];
  const { drain, isBusy, settled } = oneDrainEach(async (programId: number) => {
    log.push(`start ${programId}`);
    await new Promise<void>((resolve) => ends.push(resolve));
    log.push(`end ${programId}`);
  });
  return { log, ends, drain, isBusy, settled };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('one drain for each program', () => {
  it('starts the second only when the first has ended', async () => {
    const { log, ends, drain, isBusy } = heldDrain();
    const both = [drain(1), drain(1)];
    await turn();
    expect(log).toEqual(['start 1']);
    ends.shift()?.();
    await turn();
    expect(log).toEqual(['start 1', 'end 1', 'start 1']);
    expect(isBusy(1)).toBe(true);
    ends.shift()?.();
    await Promise.all(both);
    await turn();
    expect(isBusy(1)).toBe(false);
  });

  it('lets programs drain side by side', async () => {
    const { log, ends, drain, settled } = heldDrain();
    void drain(1);
    void drain(2);
    await turn();
    expect(log).toEqual(['start 1', 'start 2']);
    for (const end of ends) end();
    await settled();
  });

  it('goes on after a drain that failed', async () => {
    let calls = 0;
    const { drain } = oneDrainEach(async () => {
      calls += 1;
      if (calls === 1) throw new Error('the first one fails');
      return calls;
    });
    await expect(drain(1)).rejects.toThrow('the first one fails');
    await expect(drain(1)).resolves.toBe(2);
  });
});
