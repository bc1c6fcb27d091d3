/**
 * What the rules of most programs never write, and the facts of most members: one empty map for all
 * of them, as there is a member for every few orders of a what-if. Writing to it is a bug and says
 * so. It is as equal to another empty map as that is to a third.
 */
import { InvariantError } from '../kernel/invariant.ts';

export const NEVER_WRITTEN: Map<string, never> = refusing(new Map<string, never>(), 'set');
export const NEVER_ADDED: Set<string> = refusing(new Set<string>(), 'add');

/** The map itself, or a new one in the place of that which is everybody's: to be written to. */
export function written<Value>(map: Map<string, Value>): Map<string, Value> {
  return (map as Map<string, unknown>) === NEVER_WRITTEN ? new Map<string, Value>() : map;
}

function refusing<Kept extends object>(empty: Kept, write: 'set' | 'add'): Kept {
  return Object.defineProperty(empty, write, {
    value: (key: string): never => {
      throw new InvariantError(`${key} is remembered only where a rule asks for it.`);
    },
  });
}
