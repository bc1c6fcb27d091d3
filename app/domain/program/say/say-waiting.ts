import type { ProgramDefinition } from '../program.ts';
import { type Rule, rule } from './rule.ts';
import { count } from './say-count.ts';

/** When points of an order can be spent. */
export function sayWaiting({ pendingDays, pendingFrom }: ProgramDefinition): readonly Rule[] {
  const done = pendingFrom === 'paid' ? 'it is paid' : 'all of it has been sent';
  const when =
    pendingDays === 0 ? `as soon as ${done}` : `${count(pendingDays, 'day')} after ${done}`;
  return [rule('pendingDays', `You can spend the points of an order ${when}.`)];
}
