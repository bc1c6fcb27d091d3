import { expect, test } from 'vitest';
import type { Mutant } from '../../tests/mutants/mutant.ts';
import { UsageError } from '../usage-error.ts';
import { readMutantsOptions } from './read-options.ts';

const named = (name: string) => ({ name }) as Mutant;
const KNOWN = [named('A refund counts twice'), named('the newest debt first'), named('half down')];

const chosen = (...args: string[]) =>
  readMutantsOptions(args, KNOWN).mutants.map(({ name }) => name);

test('all mutants are tried unless some are named', () => {
  expect(chosen()).toEqual(KNOWN.map(({ name }) => name));
});

test('a part of a name is enough, in any case, and several name several', () => {
  expect(chosen('REFUND')).toEqual(['A refund counts twice']);
  expect(chosen('half', 'newest debt')).toEqual(['the newest debt first', 'half down']);
});

test('to list them and to ask for help are no names', () => {
  expect(readMutantsOptions(['--list', 'debt'], KNOWN)).toMatchObject({ list: true, help: false });
  expect(readMutantsOptions(['--help'], KNOWN)).toMatchObject({ list: false, help: true });
});

test('a name that none has and an option there is not are refused', () => {
  expect(() => chosen('half', 'tiger')).toThrow(UsageError);
  expect(() => chosen('half', 'tiger')).toThrow('"tiger"');
  expect(() => chosen('--fast')).toThrow(UsageError);
});
