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

test('what is stored comes back, beside the header it was written with', () => {
  fc.assert(
    fc.property(fc.option(anyMemory), fc.nat(), anyInstant, (memory, seq, foldedTo) => {
      const text = encodeTierMemory(memory, { seq, foldedTo });
      const stored: unknown = text === null ? null : JSON.parse(text);
      expect(decodeTierMemory(stored, { seq, foldedTo })).toEqual(memory);
      expect(decodeTierMemory(stored, { seq: seq + 1, foldedTo })).toBeNull();
      expect(decodeTierMemory(stored, { seq, foldedTo: instant(foldedTo + 1) })).toBeNull();
    }),
  );
});

test('what was written in another form is nothing to go on from', () => {
  for (const other of [[2, 1, 'gold'], {}, 'gold', 7, []]) {
    expect(decodeTierMemory(other, { seq: 0, foldedTo: null })).toBeNull();
  }
});
