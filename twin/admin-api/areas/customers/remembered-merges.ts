/** Who was to stay in which merge: a job alone does not tell. */
import { defineKind } from '../../../store/kind.ts';
import type { World } from '../../../world/world.ts';

/** The id is the job's. */
type Merge = { readonly id: number; readonly keptId: number };

const merges = defineKind<Merge>('CustomerMergeRequest', {});

export function rememberMerge(world: World, shopId: number, merge: Merge): void {
  world.store.put(merges, shopId, merge);
}

/** The id of who stays; null: the job is no merge. */
export function rememberedMerge(world: World, shopId: number, jobId: number): number | null {
  return world.store.get(merges, shopId, jobId)?.keptId ?? null;
}
