/**
 * What a program's rules have to remember of a member beyond the lots. Most of the trade goes
 * through rules that remember nothing: one rate, no tiers, no caps; those are folded by their lots
 * alone, and what is not needed is not kept.
 */
import { isPlain } from '../earning/count-order.ts';
import type { ProgramDefinition, ProgramVersion, TierLadder } from './program.ts';

export type Memory = {
  /** Whether orders are remembered one by one. */
  readonly orders: boolean;
  /** Whether caps over time count what was earned when. */
  readonly caps: boolean;
  /** The sums that tiers are made of, in any version. */
  readonly bases: readonly TierLadder['basis'][];
};

// Asked for every member of a what-if, always of the same versions.
const known = new WeakMap<readonly ProgramVersion[], Memory>();

export function memoryNeeded(versions: readonly ProgramVersion[]): Memory {
  let memory = known.get(versions);
  if (!memory) known.set(versions, (memory = memoryOf(versions)));
  return memory;
}

function memoryOf(versions: readonly ProgramVersion[]): Memory {
  const bases = new Set<TierLadder['basis']>();
  for (const { definition } of versions) {
    if (definition.tiers) bases.add(definition.tiers.basis);
  }
  return {
    orders: versions.some(({ definition }) => !isOneRate(definition)),
    caps: versions.some(({ definition: { caps } }) =>
      [caps.day, caps.month, caps.member].some((cap) => cap !== null),
    ),
    bases: [...bases].sort(),
  };
}

/** Whether a state that remembers so much can go on under rules that ask for that. */
export function isEnough(memory: Memory, asked: Memory): boolean {
  return (
    (memory.orders || !asked.orders) &&
    (memory.caps || !asked.caps) &&
    asked.bases.every((basis) => memory.bases.includes(basis))
  );
}

/** Whether every order earns by the base rule alone, whatever else the member did. */
function isOneRate(definition: ProgramDefinition): boolean {
  const { tiers, caps } = definition;
  const isBounded = Object.values(caps).some((cap) => cap !== null);
  return isPlain(definition) && tiers === null && !isBounded;
}

/** Whether new facts can be appended to a member's lots without knowing anything else of them. */
export function isForgetful(versions: readonly ProgramVersion[]): boolean {
  return versions.every(({ definition }) => isOneRate(definition) && asksLotsAlone(definition));
}

/**
 * Whether new orders can be appended to a member's lots knowing nothing else of them but what is
 * kept of their tier (`TierMemory`): tiers of one sum, which orders alone add to.
 */
export function needsTierMemory(versions: readonly ProgramVersion[]): boolean {
  const { bases } = memoryNeeded(versions);
  if (bases.length !== 1 || bases[0] === 'points') return false;
  return versions.every(
    ({ definition }) => isOneRate({ ...definition, tiers: null }) && asksLotsAlone(definition),
  );
}

function asksLotsAlone(definition: ProgramDefinition): boolean {
  return (
    // How often an activity may still earn is said by no lot.
    definition.activities.length === 0 &&
    definition.expiry.kind === 'none' &&
    definition.debt === 'allow-negative' &&
    definition.pendingFrom === 'paid'
  );
}
