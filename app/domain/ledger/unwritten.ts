import { InvariantError } from '../kernel/invariant.ts';

/**
 * What the rules of most programs never write: one empty map for all their members, as there is a
 * member for every few orders of a what-if. Writing to it is a bug and says so.
 */
class UnwrittenMap extends Map<string, never> {
  override set(key: string): never {
    throw new InvariantError(`${key} is remembered only where a rule asks for it.`);
  }
}

class UnwrittenSet extends Set<string> {
  override add(key: string): never {
    throw new InvariantError(`${key} is remembered only where a rule asks for it.`);
  }
}

export const NEVER_WRITTEN: Map<string, never> = new UnwrittenMap();
export const NEVER_ADDED: Set<string> = new UnwrittenSet();
