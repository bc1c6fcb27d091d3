import fc from 'fast-check';
import { tapeDice } from './dice.ts';
import { liveShop, type ShopLife } from './shop-life.ts';

// Not biased towards small numbers: those make short, dull lives.
const tapes = fc.noBias(
  fc.array(fc.nat(0x7fffffff), { minLength: 150, maxLength: 900, size: 'max' }),
);

/** Checks a law over some hundred lives; fast-check prints seed and path of a failing one. */
export function holds(law: (life: ShopLife) => void, numRuns = 300): void {
  fc.assert(
    fc.property(tapes, (tape) => law(liveShop(tapeDice(tape)))),
    { numRuns },
  );
}
