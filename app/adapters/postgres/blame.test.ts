import { describe, expect, it } from 'vitest';
import { InvariantError } from '../../domain/kernel/invariant.ts';
import { codeOf, isRejection, isTransient, isUnavailable } from './blame.ts';

const withCode = (code: string) => Object.assign(new Error('…'), { code });

describe('whose fault a failure is', () => {
  it.each(['40001', '40P01', '57P01', '57P03', '08006', '53100', '53300', '55P03', '25006'])(
    'SQLSTATE %s blames the moment',
    (code) => expect(isTransient(withCode(code))).toBe(true),
  );

  it.each(['42P01', '42703', '42501', '0A000', '26000'])(
    'SQLSTATE %s blames a deployment under way, not a delivery',
    (code) => expect(isTransient(withCode(code))).toBe(true),
  );

  it.each(['22003', '22P02', '22021', '23505', '23514', '21000', '54000'])(
    'SQLSTATE %s blames a value',
    (code) => expect(isTransient(withCode(code))).toBe(false),
  );

  it.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'])(
    'the network code %s blames the moment',
    (code) => expect(isTransient(withCode(code))).toBe(true),
  );

  it.each([
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'Client has encountered a connection error and is not queryable',
    'Client was closed and is not queryable',
  ])('the driver saying “%s” blames the moment', (message) => {
    expect(isTransient(new Error(message))).toBe(true);
  });

  it.each([
    ['a broken invariant', new InvariantError('A line has a decimal price.')],
    ['a type error', new TypeError("Cannot read properties of undefined (reading 'lines')")],
    ['a range error', Object.assign(new RangeError('…'), { code: 'ERR_OUT_OF_RANGE' })],
    ['what is no error', 'a sentence'],
  ])('%s blames the delivery', (_what, error) => expect(isTransient(error)).toBe(false));
});

describe('a database that is away', () => {
  it.each([
    '08006',
    '28P01',
    '3D000',
    '57P01',
    '57P03',
    '53300',
    '57014',
    'ECONNREFUSED',
    'ENOENT',
  ])('is one that says %s', (code) => expect(isUnavailable(withCode(code))).toBe(true));

  it('is one the driver cannot reach, at any of its addresses', () => {
    const refused = new AggregateError([withCode('ECONNREFUSED'), withCode('ETIMEDOUT')]);
    expect(isUnavailable(refused)).toBe(true);
    expect(isUnavailable(new Error('Connection terminated unexpectedly'))).toBe(true);
  });

  it.each(['40001', '42P01', '23505', 'ERR_OUT_OF_RANGE'])('is not one that says %s', (code) =>
    expect(isUnavailable(withCode(code))).toBe(false),
  );
});

describe('a statement of several deliveries', () => {
  it.each(['22003', '23514', '40001', '40P01'])('failed for one of them at %s', (code) =>
    expect(isRejection(withCode(code))).toBe(true),
  );

  it.each(['57P01', '53100', '42P01', 'ECONNRESET'])('failed as a whole at %s', (code) =>
    expect(isRejection(withCode(code))).toBe(false),
  );

  it('may fail without a code', () => {
    expect([codeOf(new Error('Query read timeout')), codeOf(null)]).toEqual([null, null]);
    expect(isRejection(new Error('Query read timeout'))).toBe(false);
  });
});
