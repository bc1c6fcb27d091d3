import { describe, expect, it } from 'vitest';
import { InvariantError } from '../../domain/kernel/invariant.ts';
import { isTransient } from './transient-failure.ts';

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
