/**
 * Comparison as Shopify's Liquid does it. Unlike in JavaScript nothing is converted on the way:
 * nil never orders before or after anything, and text against a number is an error in place.
 *
 * Source: Shopify/liquid, lib/liquid/condition.rb (2026-11-23).
 */
import { defaultOperators, Drop, type LiquidOptions } from 'liquidjs';
import { LiquidRuntimeError } from './fault.ts';
import { print } from './ruby-print.ts';
import { WholeFloat } from './ruby-number.ts';

type Ordering = (left: number | string, right: number | string) => boolean;

/** The operators handed to liquidjs. Its `not` is left out: Shopify has none. */
export const rubyOperators: NonNullable<LiquidOptions['operators']> = {
  '==': operator('=='),
  '!=': operator('!='),
  '>': ordered((left, right) => left > right),
  '<': ordered((left, right) => left < right),
  '>=': ordered((left, right) => left >= right),
  '<=': ordered((left, right) => left <= right),
  contains,
  and: operator('and'),
  or: operator('or'),
};

function operator(name: string): NonNullable<LiquidOptions['operators']>[string] {
  const found = defaultOperators[name];
  if (!found) throw new Error(`liquidjs has no operator ${name}`);
  return found;
}

function ordered(test: Ordering): (left: unknown, right: unknown) => boolean {
  return (left, right) => {
    const [a, b] = [plain(left), plain(right)];
    if (!isOrdered(a) || !isOrdered(b)) return false;
    if (typeof a !== typeof b) {
      const shown = typeof b === 'number' ? print(right) : 'String';
      throw new LiquidRuntimeError(`comparison of ${className(left)} with ${shown} failed`);
    }
    return test(a, b);
  };
}

function contains(left: unknown, right: unknown): boolean {
  const [box, item] = [plain(left), plain(right)];
  if (item === undefined || item === null) return false;
  if (typeof box === 'string') return box.includes(print(item));
  if (Array.isArray(box)) return box.some((entry) => plain(entry) === item);
  if (typeof box === 'object' && box !== null && Symbol.iterator in box) {
    return [...(box as Iterable<unknown>)].some((entry) => plain(entry) === item);
  }
  return typeof box === 'object' && box !== null && Object.hasOwn(box, print(item));
}

function plain(value: unknown): unknown {
  return value instanceof Drop ? value.valueOf() : value;
}

function isOrdered(value: unknown): value is number | string {
  return typeof value === 'number' || typeof value === 'string';
}

function className(value: unknown): string {
  if (typeof value === 'string') return 'String';
  return value instanceof WholeFloat || !Number.isInteger(value) ? 'Float' : 'Integer';
}

/** Whether Liquid calls it nil. */
export function isNil(value: unknown): boolean {
  return value === undefined || value === null;
}
