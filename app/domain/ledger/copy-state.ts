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
    idle: new Map([...state.idle].map(([at, idle]) => [at, new Set([...idle].map(copyOf))])),
    inDebt: new Set([...state.inDebt].map(copyOf)),
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
