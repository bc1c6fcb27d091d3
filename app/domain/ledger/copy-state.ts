import type { IdleLots } from './lot-ends.ts';
import type { Lot } from './lot.ts';
import type { MemberState } from './member-state.ts';

/**
 * A checkpoint: the state as it is, to be gone on from later by `resume`, which changes what it is
 * given. Folding again from the newest checkpoint before a late fact is folding from scratch, at
 * the cost of what came after it.
 */
export function copyState(state: MemberState): MemberState {
  const lots = new Map<string, Lot>();
  for (const [id, lot] of state.lots) lots.set(id, { ...lot });
  const copyOf = (lot: Lot): Lot => lots.get(lot.id) ?? lot;
  const { progress } = state;
  return {
    ...state,
    lots,
    holds: new Map(state.holds),
    uses: new Map(
      [...state.uses].map(([key, use]) => [key, { ...use, waiting: [...use.waiting] }]),
    ),
    due: state.due.copy(copyOf),
    ends: state.ends.copy(copyOf),
    idle: state.idle && copyIdle(state.idle, copyOf),
    debtQueues: state.debtQueues && {
      debts: state.debtQueues.debts.copy(copyOf),
      payers: state.debtQueues.payers.copy(copyOf),
    },
    progress: {
      ...progress,
      placed: new Map(
        [...progress.placed].map(([id, one]) => [id, { ...one, ruleIds: [...one.ruleIds] }]),
      ),
      onceHeldBy: new Map(progress.onceHeldBy),
      earned: new Map(progress.earned),
      activityAt: new Map([...progress.activityAt].map(([id, at]) => [id, [...at]])),
      adjusts: new Map(progress.adjusts),
      entered: new Set(progress.entered),
      wished: new Map(progress.wished),
      tiers: progress.tiers && progress.tiers.copy(),
    },
  };
}

function copyIdle({ together, givenAt, apart }: IdleLots, copyOf: (lot: Lot) => Lot): IdleLots {
  return {
    together: new Map(
      [...together].map(([version, lots]) => [version, new Set([...lots].map(copyOf))]),
    ),
    givenAt: new Map([...givenAt].map(([lot, at]) => [copyOf(lot), at])),
    apart: apart.copy(copyOf),
  };
}
