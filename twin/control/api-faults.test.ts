import { describe, expect, it } from 'vitest';
import type { FaultedRequest } from '../admin-api/http/faults.ts';
import { openWorld } from '../world/world.ts';
import { apiFaults, apiFaultsSchema, noApiFaults } from './api-faults.ts';

const request = (fields: string[]) =>
  ({ fields, operation: 'mutation' }) as unknown as FaultedRequest;

describe('the switches of the Admin API', () => {
  it('do nothing while all are off', () => {
    const world = openWorld({ folder: null });
    const faults = apiFaults(world, noApiFaults());
    expect([faults.before(request(['shop'])), faults.after(request(['shop']))]).toEqual([
      null,
      null,
    ]);
    world.close();
  });

  it('count down, and touch only what they name', () => {
    const world = openWorld({ folder: null });
    const switches = { ...noApiFaults(), cutsAfter: 2, only: ['giftCardCreate'] };
    const faults = apiFaults(world, switches);
    expect(faults.after(request(['tagsAdd']))).toBeNull();
    expect(faults.after(request(['giftCardCreate']))).toEqual({ kind: 'cut' });
    expect(faults.after(request(['giftCardCreate']))).toEqual({ kind: 'cut' });
    expect(faults.after(request(['giftCardCreate']))).toBeNull();
    expect(switches.cutsAfter).toBe(0);
    world.close();
  });

  it('draw by the seed of the world', () => {
    const draws = () => {
      const world = openWorld({ folder: null, seed: 'faults' });
      const faults = apiFaults(world, { ...noApiFaults(), tooMany: 0.5 });
      const drawn = Array.from({ length: 20 }, () => faults.before(request(['shop'])) !== null);
      world.close();
      return drawn;
    };
    expect(draws()).toEqual(draws());
    expect(new Set(draws()).size).toBe(2);
  });

  it.each([{ tooMany: 2 }, { slowMs: -1 }, { unheardOf: 1 }, { only: 'x' }])(
    'refuse %j',
    (wrong) => {
      expect(apiFaultsSchema.partial().safeParse(wrong).success).toBe(false);
    },
  );
});
