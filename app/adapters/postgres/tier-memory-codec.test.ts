import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instant } from '../../domain/kernel/instant.ts';
import type { TierMemory } from '../../domain/tiers/tier-memory.ts';
import { decodeTierMemory, encodeTierMemory } from './tier-memory-codec.ts';

const anyInstant = fc.integer({ min: 0, max: 4_000_000_000_000 }).map(instant);
const anyPlace = fc.nat(9);
const anyLeaving = fc.tuple(fc.option(anyInstant), fc.integer({ min: 1, max: 1_000_000_000 }));

const anyMemory: fc.Arbitrary<TierMemory> = fc.record({
  version: fc.integer({ min: 1, max: 5_000 }),
  levelId: fc.string(),
  levelSince: anyInstant,
  track: fc.record({
    ...{ met: anyPlace, topMet: anyPlace, tier: anyPlace },
    lastMetAt: fc.array(fc.option(anyInstant)),
    keptUntil: fc.option(anyInstant),
    newest: fc.array(anyLeaving),
  }),
});

test('what is stored comes back', () => {
  fc.assert(
    fc.property(fc.option(anyMemory), (memory) => {
      const text = encodeTierMemory(memory);
      expect(decodeTierMemory(text === null ? null : JSON.parse(text))).toEqual(memory);
    }),
  );
});

test('what was written in another form is nothing to go on from', () => {
  for (const other of [[2, 1, 'gold'], {}, 'gold', 7, []]) {
    expect(decodeTierMemory(other)).toBeNull();
  }
});
