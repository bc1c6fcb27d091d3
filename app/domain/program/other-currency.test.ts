import { expect, test } from 'vitest';
import { otherCurrency } from './other-currency.ts';

const inPounds = { definition: { currency: 'GBP' } };

test('a program stays in the currency of its first version', () => {
  expect(otherCurrency({ currency: 'EUR' }, [])).toEqual([]);
  expect(otherCurrency({ currency: 'GBP' }, [inPounds, inPounds])).toEqual([]);
  expect(otherCurrency({ currency: 'EUR' }, [inPounds])).toEqual([
    { field: 'currency', problem: 'must stay GBP, as in the versions so far' },
  ]);
});
