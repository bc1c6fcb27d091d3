import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EarliestFirst } from './earliest-first.ts';
import { instant } from './instant.ts';

test('what comes out is what went in, earliest first, however pushes and pops are mixed', () => {
  const moves = fc.array(fc.option(fc.integer({ min: 0, max: 50 }), { freq: 3 }));
  fc.assert(
    fc.property(moves, (given) => {
      const heap = new EarliestFirst<number>();
      const model: number[] = [];
      for (const move of given) {
        if (move === null) {
          model.sort((a, b) => a - b);
          expect(heap.peek()?.at).toBe(model[0]);
          expect(heap.pop()?.at).toBe(model.shift());
        } else {
          heap.push(instant(move), move);
          model.push(move);
        }
      }
      model.sort((a, b) => a - b);
      for (const at of model) expect(heap.pop()).toEqual({ at, what: at });
      expect(heap.pop()).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});
