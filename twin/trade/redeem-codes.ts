/**
 * Redeem codes of a discount, added and taken away in bulk by jobs. At most 250 a call
 * (https://shopify.dev/docs/api/admin-graphql/latest/mutations/discountRedeemCodeBulkAdd, read
 * 2026-11); a code is unique in the shop, without regard to case, whatever discount has it. A code
 * that cannot be added fails alone: the others of its call are added.
 */
import type { Discount, RedeemCode, RedeemCodeBulk } from '../model/discount.ts';
import { discounts, redeemCodeBulks, redeemCodes } from '../model/kinds.ts';
import { parseSearch } from '../store/search-syntax.ts';
import type { World } from '../world/world.ts';
import { jobs, type Job } from './kinds.ts';
import { type Outcome, type Refusal, done, refuse } from './refusal.ts';
import { tell } from './tell.ts';

export const ADD_CODES = 'trade.add-redeem-codes';
export const DELETE_CODES = 'trade.delete-redeem-codes';
export const CODES_A_CALL = 250;

/** Shopify's words for more codes than one call may bring. */
export const tooManyWords = (count: number) =>
  `The input array size of ${count} is greater than the maximum allowed of ${CODES_A_CALL}.`;

export type CodesToAdd = {
  readonly discountId: number;
  readonly codes: readonly string[];
  readonly appId?: number | null;
  /** How long the job takes; 0 if nothing is said. */
  readonly delayMs?: number;
};

/** The bulk creation, not yet begun. Refused with `INVALID`, `BLANK`, `TOO_MANY_ARGUMENTS`. */
export function addRedeemCodes(
  world: World,
  shopId: number,
  { discountId, codes, appId = null, delayMs = 0 }: CodesToAdd,
): Outcome<RedeemCodeBulk> {
  return world.transact(() => {
    const discount = world.store.get(discounts, shopId, discountId);
    if (discount === null || discount.method !== 'code') {
      return refuse('INVALID', ['discountId'], 'Code discount does not exist.');
    }
    if (codes.length === 0) return refuse('BLANK', ['codes'], "Codes can't be blank");
    if (codes.length > CODES_A_CALL) {
      return refuse('TOO_MANY_ARGUMENTS', ['codes'], tooManyWords(codes.length));
    }
    const bulk = world.store.put(redeemCodeBulks, shopId, {
      id: world.store.nextId(),
      discountId,
      action: 'add',
      codes: codes.map((code) => ({ code, codeId: null, errors: [] })),
      isDone: false,
      createdAt: world.clock.now(),
    });
    const payload = { bulkId: bulk.id, appId };
    world.tasks.plan(ADD_CODES, { shopId, dueAt: bulk.createdAt + delayMs, payload });
    return done(bulk);
  });
}

/** Done by a task; a second time does nothing. */
export function finishAddingCodes(
  world: World,
  shopId: number,
  { bulkId, appId }: { bulkId: number; appId: number | null },
): void {
  world.transact(() => {
    const bulk = world.store.get(redeemCodeBulks, shopId, bulkId);
    const discount = bulk && world.store.get(discounts, shopId, bulk.discountId);
    if (!bulk || bulk.isDone) return;
    const seen = new Set<string>();
    const codes = bulk.codes.map(({ code }) => {
      const repeated = seen.has(code.toLowerCase()) ? REPEATED : null;
      seen.add(code.toLowerCase());
      const wrong = discount ? (repeated ?? wrongCode(world, shopId, code)) : GONE;
      if (wrong !== null) return { code, codeId: null, errors: [wrong] };
      const made = putCode(world, shopId, { code, discountId: bulk.discountId, appId });
      return { code, codeId: made.id, errors: [] };
    });
    world.store.put(redeemCodeBulks, shopId, { ...bulk, codes, isDone: true });
  });
}

const GONE = { code: 'INVALID', message: 'Code discount does not exist.' };
const REPEATED = { code: 'TAKEN', message: 'Codes must be unique within BulkDiscountCodeCreation' };

/** Why a code cannot be a discount's; null where it can. */
function wrongCode(
  world: World,
  shopId: number,
  code: string,
): { readonly code: string; readonly message: string } | null {
  if (code === '') return { code: 'TOO_SHORT', message: 'is too short (minimum is 1 character)' };
  if (code.length > 255) {
    return { code: 'TOO_LONG', message: 'is too long (maximum is 255 characters)' };
  }
  if (/[\n\r]/.test(code))
    return { code: 'INVALID', message: 'cannot contain newline characters.' };
  if (world.store.findOne(redeemCodes, shopId, 'code', code) === null) return null;
  return { code: 'TAKEN', message: 'must be unique. Please try a different code.' };
}

/** Keeps a code and tells of it. Inside a transaction. */
export function putCode(
  world: World,
  shopId: number,
  { code, discountId, appId }: { code: string; discountId: number; appId: number | null },
): RedeemCode {
  const kept = world.store.put(redeemCodes, shopId, {
    id: world.store.nextId(),
    discountId,
    code,
    usageCount: 0,
    createdByAppId: appId,
    createdAt: world.clock.now(),
  });
  tellCode(world, shopId, { change: 'added', code: kept });
  return kept;
}

/** Which codes of a discount: by id, by a search, or every one. */
export type CodeChoice = {
  readonly discountId: number;
  readonly ids?: readonly number[] | null;
  readonly search?: string | null;
  readonly delayMs?: number;
};

/** The job, not yet begun. Refused in the words of `discountCodeRedeemCodeBulkDelete`. */
export function deleteRedeemCodes(world: World, shopId: number, choice: CodeChoice): Outcome<Job> {
  return world.transact(() => {
    const wrong = wrongChoice(world, shopId, choice);
    if (wrong !== null) return wrong;
    const createdAt = world.clock.now();
    const id = world.store.nextId();
    const token = world.chance.uuid();
    const job = world.store.put(jobs, shopId, { id, token, isDone: false });
    const { discountId, ids = null, search = null, delayMs = 0 } = choice;
    const payload = { jobId: job.id, discountId, ids, search };
    world.tasks.plan(DELETE_CODES, { shopId, dueAt: createdAt + delayMs, payload });
    return done(job);
  });
}

function wrongChoice(world: World, shopId: number, choice: CodeChoice): Refusal | null {
  if (world.store.get(discounts, shopId, choice.discountId)?.method !== 'code') {
    return refuse('INVALID', ['discountId'], 'Code discount does not exist.');
  }
  const { ids, search } = choice;
  if (ids && typeof search === 'string') {
    const words = "Only one of 'ids', 'search' or 'saved_search_id' is allowed.";
    return refuse('TOO_MANY_ARGUMENTS', null, words);
  }
  if (!ids && typeof search !== 'string') {
    const words = "Missing expected argument key: 'ids', 'search' or 'saved_search_id'.";
    return refuse('MISSING_ARGUMENT', null, words);
  }
  return null;
}

/** Done by a task; a second time does nothing. */
export function finishDeletingCodes(
  world: World,
  shopId: number,
  choice: { jobId: number } & CodeChoice,
): void {
  world.transact(() => {
    const job = world.store.get(jobs, shopId, choice.jobId);
    if (job === null || job.isDone) return;
    for (const code of chosenCodes(world, shopId, choice)) removeCode(world, shopId, code);
    world.store.put(jobs, shopId, { ...job, isDone: true });
  });
}

function chosenCodes(world: World, shopId: number, choice: CodeChoice): RedeemCode[] {
  const { discountId, ids, search } = choice;
  if (ids) {
    return ids.flatMap((id) => {
      const code = world.store.get(redeemCodes, shopId, id);
      return code?.discountId === discountId ? [code] : [];
    });
  }
  const own = world.store.find(redeemCodes, shopId, 'discount_id', discountId);
  const wanted = parseSearch(search ?? '');
  if (wanted === null) return own;
  const limit = own.length + 1;
  const and = { type: 'and', parts: [ofDiscount(discountId), wanted] } as const;
  const page = world.store.page(redeemCodes, shopId, { filter: and, limit });
  return page.records.map(({ record }) => record);
}

const ofDiscount = (id: number) =>
  ({
    type: 'term',
    field: 'discount_id',
    comparison: '=',
    value: String(id),
    isPrefix: false,
    isQuoted: true,
  }) as const;

/** Takes one code away and tells of it. Inside a transaction. */
export function removeCode(world: World, shopId: number, code: RedeemCode): void {
  world.store.remove(redeemCodes, shopId, code.id);
  tellCode(world, shopId, { change: 'removed', code });
}

function tellCode(
  world: World,
  shopId: number,
  { change, code }: { change: 'added' | 'removed'; code: RedeemCode },
): void {
  const { id, discountId } = code;
  const topic = `discounts/redeemcode_${change}`;
  const extra = { discountId, code: code.code };
  tell(world, { shopId, topic, kind: 'DiscountRedeemCode', id, extra });
}

/** Codes of a discount, oldest first. */
export function codesOf(world: World, shopId: number, discount: Discount): RedeemCode[] {
  return world.store.find(redeemCodes, shopId, 'discount_id', discount.id);
}
