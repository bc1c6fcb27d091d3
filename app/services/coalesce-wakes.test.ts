import { describe, expect, it } from 'vitest';
import { coalesceWakes } from './coalesce-wakes.ts';
import type { Log } from './ports/log.ts';

function listener(fail = false) {
  const woken: number[] = [];
  const warnings: string[] = [];
  const log: Log = {
    info: () => undefined,
    warn: (_fields, message) => warnings.push(message),
    error: () => undefined,
  };
  const wake = async (programId: number): Promise<void> => {
    woken.push(programId);
    if (fail) throw new Error('no queue today');
  };
  const wakes = coalesceWakes({ wake, log, pause: () => Promise.resolve() }, 1);
  return { woken, warnings, wakes };
}

describe('coalesced wake-ups', () => {
  it('start at once, and any number meanwhile make one more', async () => {
    const { woken, wakes } = listener();
    for (let count = 0; count < 50; count += 1) wakes.wake(7);
    expect(woken).toEqual([7]);
    await wakes.settled();
    expect(woken).toEqual([7, 7]);
  });

  it('do not hold up another program', async () => {
    const { woken, wakes } = listener();
    wakes.wake(7);
    wakes.wake(8);
    expect(woken).toEqual([7, 8]);
    await wakes.settled();
  });

  it('are asked for again after the last one is done', async () => {
    const { woken, wakes } = listener();
    wakes.wake(7);
    await wakes.settled();
    wakes.wake(7);
    await wakes.settled();
    expect(woken).toEqual([7, 7]);
  });

  it('that fail are logged and harm nobody', async () => {
    const { woken, warnings, wakes } = listener(true);
    wakes.wake(7);
    wakes.wake(7);
    await wakes.settled();
    expect(woken).toEqual([7, 7]);
    expect(warnings).toHaveLength(2);
  });
});
