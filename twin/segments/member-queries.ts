/**
 * A list of members made ahead (`customerSegmentMembersQueryCreate`): answered at once, filled by
 * a task, and read page by page without changing under the reader.
 */
import { segments, shops } from '../model/kinds.ts';
import { defineKind, text } from '../store/kind.ts';
import type { World } from '../world/world.ts';
import { checkQuery } from './check-query.ts';
import { membersOf } from './membership.ts';
import { errorText } from './query.ts';

const FILL_QUERY = 'segments.fill-member-query';

export type MembersQuery = {
  readonly id: number;
  /** What its gid ends in. */
  readonly token: string;
  readonly query: string;
  readonly isDone: boolean;
  readonly memberIds: readonly number[];
};

const membersQueries = defineKind<MembersQuery>('CustomerSegmentMembersQuery', {
  token: text((one) => one.token),
});

export type MembersQueryOutcome =
  | { readonly ok: true; readonly made: MembersQuery }
  | {
      readonly ok: false;
      readonly field: readonly string[] | null;
      readonly message: string;
      readonly lacking: readonly string[];
    };

/** By a segment or by a query, never both; refused in Shopify's words, code `INVALID`. */
export function startMembersQuery(
  world: World,
  shopId: number,
  given: { readonly query?: string | null; readonly segmentId?: number | null },
): MembersQueryOutcome {
  return world.transact(() => {
    const hasSegment = typeof given.segmentId === 'number';
    if (hasSegment && typeof given.query === 'string') {
      return refused(['input'], 'Providing both segment_id and query is not supported.');
    }
    if (!hasSegment && typeof given.query !== 'string') {
      return refused(['input'], 'You must provide one of segment_id or query.');
    }
    const segment = hasSegment ? world.store.get(segments, shopId, given.segmentId ?? 0) : null;
    if (hasSegment && segment === null) return refused(null, 'Invalid segment ID.');
    const query = segment?.query ?? given.query ?? '';
    const checked = checkQuery(world, shopId, query);
    if (!checked.ok) {
      const [error] = checked.errors;
      return refused(null, error === undefined ? '' : errorText(error), checked.lacking);
    }
    const made = world.store.put(membersQueries, shopId, {
      id: world.store.nextId(),
      token: world.chance.uuid(),
      query,
      isDone: false,
      memberIds: [],
    });
    const dueAt = world.clock.now();
    world.tasks.plan(FILL_QUERY, { shopId, dueAt, payload: { id: made.id } });
    return { ok: true, made };
  });
}

/** Null where there is none with that token. */
export function findMembersQuery(world: World, shopId: number, token: string): MembersQuery | null {
  return world.store.findOne(membersQueries, shopId, 'token', token);
}

/** Has the queries filled; once for each world. */
export function fillMembersQueries(world: World): void {
  world.tasks.handle(FILL_QUERY, ({ shopId, payload }) =>
    fill(world, shopId, (payload as { id: number }).id),
  );
}

function fill(world: World, shopId: number, id: number): void {
  world.transact(() => {
    const made = world.store.get(membersQueries, shopId, id);
    const shop = world.store.get(shops, 0, shopId);
    if (made === null || shop === null || made.isDone) return;
    const checked = checkQuery(world, shopId, made.query);
    const found = checked.ok ? membersOf(world, shop, checked.query) : [];
    const memberIds = found.map((customer) => customer.id);
    world.store.put(membersQueries, shopId, { ...made, isDone: true, memberIds });
  });
}

function refused(
  field: readonly string[] | null,
  message: string,
  lacking: readonly string[] = [],
): MembersQueryOutcome {
  return { ok: false, field, message, lacking };
}
