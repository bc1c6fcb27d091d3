/** What segments do by themselves; called once by whoever opens a world. */
import type { World } from '../world/world.ts';
import { fillMembersQueries } from './member-queries.ts';
import { watchMembers } from './watch-members.ts';

/** Handles the tasks of this room and tells of customers who join or leave a segment. */
export function openSegments(world: World): void {
  watchMembers(world);
  fillMembersQueries(world);
}
