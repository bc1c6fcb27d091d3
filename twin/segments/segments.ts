/**
 * Segments as staff and apps keep them. Messages are those of recorded answers of the Admin API
 * (airhorns/shopify-draft-proxy, `fixtures/conformance/…/segments`, 2026-08).
 */
import type { Segment } from '../model/customer.ts';
import { segments } from '../model/kinds.ts';
import type { World } from '../world/world.ts';
import { checkQuery } from './check-query.ts';
import { errorText } from './query.ts';
import { planCounting } from './watch-members.ts';

/** As in the recorded answers above (`segment-name-suffix-and-limit.json`). */
const SEGMENTS_MAX = 6000;
const NAME_MAX = 255;
const QUERY_MAX = 5000;

export type SegmentRefusal = {
  readonly ok: false;
  readonly errors: readonly {
    readonly field: readonly string[] | null;
    readonly message: string;
  }[];
  /** Filters of Shopify's that the twin does not keep. */
  readonly lacking: readonly string[];
};
export type SegmentOutcome = { readonly ok: true; readonly segment: Segment } | SegmentRefusal;

/** Tells `segments/create`. A name that is taken gets a number behind it. */
export function createSegment(
  world: World,
  shopId: number,
  given: { readonly name: string; readonly query: string },
): SegmentOutcome {
  return world.transact(() => {
    const refusal = check(world, shopId, given);
    if (refusal !== null) return refusal;
    if (world.store.count(segments, shopId) >= SEGMENTS_MAX) {
      return refused(null, 'Segment limit reached. Delete an existing segment to create more.');
    }
    const at = world.clock.now();
    const segment = world.store.put(segments, shopId, {
      id: world.store.nextId(),
      name: freeName(world, shopId, given.name.trim(), null),
      query: given.query,
      createdAt: at,
      updatedAt: at,
    });
    planCounting(world, shopId, segment.id);
    world.emit({ shopId, topic: 'segments/create', kind: 'Segment', id: segment.id });
    return { ok: true, segment };
  });
}

/** Tells `segments/update`. What is not named stays. */
export function updateSegment(
  world: World,
  shopId: number,
  { id, name, query }: { id: number; name?: string | null; query?: string | null },
): SegmentOutcome {
  return world.transact(() => {
    const segment = world.store.get(segments, shopId, id);
    if (segment === null) return refused(['id'], 'Segment does not exist');
    if (typeof name !== 'string' && typeof query !== 'string') {
      return refused(null, 'At least one attribute to change must be present');
    }
    const given = { name: name ?? segment.name, query: query ?? segment.query };
    const refusal = check(world, shopId, given);
    if (refusal !== null) return refusal;
    const kept = world.store.put(segments, shopId, {
      ...segment,
      name: freeName(world, shopId, given.name.trim(), id),
      query: given.query,
      updatedAt: world.clock.now(),
    });
    if (kept.query !== segment.query) planCounting(world, shopId, id);
    world.emit({ shopId, topic: 'segments/update', kind: 'Segment', id });
    return { ok: true, segment: kept };
  });
}

/** Tells `segments/delete`. */
export function deleteSegment(
  world: World,
  shopId: number,
  id: number,
): { readonly ok: true } | SegmentRefusal {
  return world.transact(() => {
    if (!world.store.remove(segments, shopId, id)) return refused(['id'], 'Segment does not exist');
    world.emit({ shopId, topic: 'segments/delete', kind: 'Segment', id });
    return { ok: true };
  });
}

function check(
  world: World,
  shopId: number,
  { name, query }: { name: string; query: string },
): SegmentRefusal | null {
  const errors = [
    ...(name.trim() === '' ? [error('name', "Name can't be blank")] : []),
    ...(name.length > NAME_MAX
      ? [error('name', `Name is too long (maximum is ${NAME_MAX} characters)`)]
      : []),
    ...(query.trim() === '' ? [error('query', "Query can't be blank")] : []),
    ...(query.length > QUERY_MAX
      ? [error('query', `Query is too long (maximum is ${QUERY_MAX} characters)`)]
      : []),
  ];
  // The query is only read once name and lengths are right.
  if (errors.length > 0) return { ok: false, errors, lacking: [] };
  const checked = checkQuery(world, shopId, query);
  if (checked.ok) return null;
  const told = checked.errors.map((one) => error('query', `Query ${errorText(one)}`));
  return { ok: false, errors: told, lacking: checked.lacking };
}

const error = (field: string, message: string) => ({ field: [field], message });

function refused(field: readonly string[] | null, message: string): SegmentRefusal {
  return { ok: false, errors: [{ field, message }], lacking: [] };
}

/** `VIP`, `VIP (2)`, `VIP (3)`, … */
function freeName(world: World, shopId: number, name: string, ownId: number | null): string {
  const isTaken = (wanted: string) =>
    world.store.find(segments, shopId, 'name', wanted).some(({ id }) => id !== ownId);
  if (!isTaken(name)) return name;
  for (let number = 2; ; number += 1) {
    if (!isTaken(`${name} (${number})`)) return `${name} (${number})`;
  }
}
