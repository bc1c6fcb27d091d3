/**
 * Many discounts switched on or off or deleted at once, by a job; and the search that finds them.
 * Words are those of the recorded answers (github.com/airhorns/shopify-draft-proxy,
 * `discount-bulk-…`, 2026-08): the automatic mutation has its own.
 */
import type { Discount } from '../model/discount.ts';
import { discounts } from '../model/kinds.ts';
import { parseSearch, type Search } from '../store/search-syntax.ts';
import type { World } from '../world/world.ts';
import { activateDiscount, deactivateDiscount, deleteDiscount } from './discounts.ts';
import { jobs, type Job } from './kinds.ts';
import { type Outcome, type Refusal, done, refuse } from './refusal.ts';

export const CHANGE_DISCOUNTS = 'trade.change-discounts';

export type BulkAction = 'activate' | 'deactivate' | 'delete';

export type BulkChange = {
  readonly action: BulkAction;
  readonly method: Discount['method'];
  readonly ids?: readonly number[] | null;
  readonly search?: string | null;
};

/** The job, not yet begun. Refused with `MISSING_ARGUMENT`, `TOO_MANY_ARGUMENTS`, `BLANK`. */
export function changeDiscounts(world: World, shopId: number, change: BulkChange): Outcome<Job> {
  return world.transact(() => {
    const wrong = wrongChoice(change);
    if (wrong !== null) return wrong;
    const [id, token] = [world.store.nextId(), world.chance.uuid()];
    const job = world.store.put(jobs, shopId, { id, token, isDone: false });
    const payload = { jobId: job.id, change };
    world.tasks.plan(CHANGE_DISCOUNTS, { shopId, dueAt: world.clock.now(), payload });
    return done(job);
  });
}

function wrongChoice({ action, method, ids, search }: BulkChange): Refusal | null {
  const hasSearch = typeof search === 'string';
  const isCode = method === 'code';
  if (ids && hasSearch) {
    const words = isCode
      ? "Only one of 'ids', 'search' or 'saved_search_id' is allowed."
      : 'Only one of IDs, search argument or saved search ID is allowed.';
    return refuse('TOO_MANY_ARGUMENTS', null, words);
  }
  if (!ids && !hasSearch) {
    const words = isCode
      ? "Missing expected argument key: 'ids', 'search' or 'saved_search_id'."
      : 'One of IDs, search argument or saved search ID is required.';
    return refuse('MISSING_ARGUMENT', null, words);
  }
  if (hasSearch && isCode && search.trim() === '') {
    return refuse('BLANK', ['search'], "'Search' can't be blank.");
  }
  if (hasSearch && isCode && action === 'delete') return wrongFields(search);
  return null;
}

/** Only where codes are deleted is Shopify particular about what is searched for. */
const DELETE_FIELDS = new Set(
  (
    'combines_with created_at discount_type ends_at id method starts_at status times_used title ' +
    'type updated_at'
  ).split(' '),
);

function wrongFields(search: string): Refusal | null {
  const parsed = parseSearch(search);
  const unknown =
    parsed === null ? [] : fieldsOf(parsed).filter((name) => !DELETE_FIELDS.has(name));
  if (unknown.length === 0) return null;
  const words = `Invalid search field(s): ${unknown.join(', ')}. Check the query syntax.`;
  return refuse('INVALID', ['search'], words);
}

function fieldsOf(search: Search): string[] {
  if (search.type === 'term') return search.field === null ? [] : [search.field];
  return search.type === 'not' ? fieldsOf(search.part) : search.parts.flatMap(fieldsOf);
}

/** Done by a task; ids that name nothing pass. */
export function finishChangingDiscounts(
  world: World,
  shopId: number,
  { jobId, change }: { jobId: number; change: BulkChange },
): void {
  world.transact(() => {
    const job = world.store.get(jobs, shopId, jobId);
    if (job === null || job.isDone) return;
    const { method } = change;
    const verb = VERBS[change.action];
    for (const id of chosen(world, shopId, change)) verb(world, shopId, { id, method });
    world.store.put(jobs, shopId, { ...job, isDone: true });
  });
}

const VERBS = {
  activate: activateDiscount,
  deactivate: deactivateDiscount,
  delete: deleteDiscount,
} as const;

function chosen(world: World, shopId: number, { ids, search, method }: BulkChange): number[] {
  if (ids) return [...ids];
  const now = world.clock.now();
  const filter = discountSearch(search ?? '', now);
  const limit = world.store.count(discounts, shopId) + 1;
  const { records } = world.store.page(discounts, shopId, { filter, limit, now });
  return records.filter(({ record }) => record.method === method).map(({ record }) => record.id);
}

/**
 * A search of discounts: `status` follows from the dates, so it becomes a search of them. Null for
 * text that says nothing.
 */
export function discountSearch(query: string, now: number): Search | null {
  const search = parseSearch(query);
  return search === null ? null : withDates(search, now);
}

function withDates(search: Search, now: number): Search {
  if (search.type === 'not') return { type: 'not', part: withDates(search.part, now) };
  if (search.type !== 'term') {
    return { type: search.type, parts: search.parts.map((part) => withDates(part, now)) };
  }
  if (search.field?.toLowerCase() !== 'status') return search;
  const begun = until('starts_at', now);
  const ended = until('ends_at', now);
  switch (search.value.toLowerCase()) {
    case 'active':
      return { type: 'and', parts: [begun, { type: 'not', part: ended }] };
    case 'expired':
      return ended;
    case 'scheduled':
      return {
        type: 'and',
        parts: [
          { type: 'not', part: begun },
          { type: 'not', part: ended },
        ],
      };
    default:
      return search;
  }
}

const until = (field: string, now: number): Search => ({
  type: 'term',
  field,
  comparison: '<=',
  value: new Date(now).toISOString(),
  isPrefix: false,
  isQuoted: true,
});
