/**
 * Discounts of all kinds: made, changed, switched on and off, deleted. Switching off ends a
 * discount now, switching on takes its end away or starts it now; twice changes nothing (answers of
 * the real API recorded in github.com/airhorns/shopify-draft-proxy,
 * `discount-activate-deactivate-noop-idempotence`, 2026-07).
 */
import type { Discount, DiscountClass } from '../model/discount.ts';
import { discountStatus } from '../model/discount-status.ts';
import { discounts, redeemCodes } from '../model/kinds.ts';
import type { World } from '../world/world.ts';
import { discountErrors } from './discount-errors.ts';
import { discountSummary } from './discount-summary.ts';
import { codesOf, putCode, removeCode } from './redeem-codes.ts';
import { type Done, type Refusal, done, refuse } from './refusal.ts';
import { tell } from './tell.ts';

/** A discount without what the shop keeps of itself. */
export type DiscountFields = Omit<
  Discount,
  'id' | 'summary' | 'deactivatedAt' | 'usageCount' | 'createdAt' | 'updatedAt'
>;

/** Everything that is wrong, the first reason first. */
export type DiscountRefusal = Refusal & { readonly all: readonly Refusal[] };

export type DiscountOutcome = Done<Discount> | DiscountRefusal;

/**
 * What a discount is unless something else is said: of method `code`, for all, 0 % off everything.
 */
export const PLAIN_DISCOUNT: Omit<DiscountFields, 'title' | 'startsAt'> = {
  method: 'code',
  kind: 'basic',
  classes: ['ORDER'],
  endsAt: null,
  usageLimit: null,
  oncePerCustomer: false,
  combinesWith: { order: false, product: false, shipping: false, productTagsOnSameLine: [] },
  tags: [],
  context: { type: 'all' },
  minimum: null,
  gets: null,
  buys: null,
  usesPerOrderMax: null,
  shipping: null,
  onOneTimePurchase: true,
  onSubscription: false,
  recurringCycleLimit: null,
  app: null,
  createdByAppId: null,
};

/** Which class a native discount is of; an app says its own. */
function classesOf(fields: Pick<DiscountFields, 'kind' | 'gets' | 'classes'>) {
  if (fields.kind === 'app') return fields.classes;
  if (fields.kind === 'free_shipping') return ['SHIPPING'] as const;
  if (fields.kind === 'bxgy' || fields.gets?.items.type !== 'all') return ['PRODUCT'] as const;
  const { value } = fields.gets;
  const isEach = value.type === 'amount' && value.onEachItem;
  return [isEach ? 'PRODUCT' : 'ORDER'] as readonly DiscountClass[];
}

/** A code discount needs its first code. Tells `discounts/create` and the code. */
export function createDiscount(
  world: World,
  shopId: number,
  { fields, code = null }: { fields: DiscountFields; code?: string | null },
): DiscountOutcome {
  return world.transact(() => {
    const isCode = fields.method === 'code';
    const wrong = [
      ...(isCode ? codeErrors(world, shopId, { code, discountId: null, kind: fields.kind }) : []),
      ...discountErrors(world, shopId, { fields, id: null }),
    ];
    if (wrong.length > 0) return refused(wrong);
    const at = world.clock.now();
    const made = {
      ...fields,
      classes: classesOf(fields),
      id: world.store.nextId(),
      deactivatedAt: null,
      usageCount: 0,
      createdAt: at,
      updatedAt: at,
    };
    const summary = discountSummary(world, shopId, made);
    const discount = world.store.put(discounts, shopId, { ...made, summary });
    tell(world, { shopId, topic: 'discounts/create', kind: 'Discount', id: discount.id });
    if (isCode && code !== null) {
      putCode(world, shopId, { code, discountId: discount.id, appId: fields.createdByAppId });
    }
    return done(discount);
  });
}

/** What is named is replaced. A code replaces the only one there is. Tells `discounts/update`. */
export function updateDiscount(
  world: World,
  shopId: number,
  { id, fields, code }: { id: number; fields: Partial<DiscountFields>; code?: string },
): DiscountOutcome {
  return world.transact(() => {
    const discount = world.store.get(discounts, shopId, id);
    if (discount === null) return refused([refuse('', ['id'], 'Discount does not exist')]);
    const codes = code === undefined ? [] : codesOf(world, shopId, discount);
    if (codes.length > 1) {
      return refused([refuse('', ['id'], 'Cannot update the code of a bulk discount.')]);
    }
    const next = { ...discount, ...fields };
    const wrong = [
      ...(code === undefined
        ? []
        : codeErrors(world, shopId, { code, discountId: id, kind: next.kind })),
      ...discountErrors(world, shopId, { fields: next, id }),
    ];
    if (wrong.length > 0) return refused(wrong);
    const [only] = codes;
    if (code !== undefined && only !== undefined && only.code !== code) {
      world.store.put(redeemCodes, shopId, { ...only, code });
    }
    return done(keep(world, shopId, { ...next, classes: classesOf(next) }));
  });
}

/** Starts it now, or takes its end away. Refused where there is none of that method. */
export function activateDiscount(world: World, shopId: number, which: Which): DiscountOutcome {
  return switched(world, shopId, which, (discount, at) => {
    if (discountStatus(discount, at) === 'ACTIVE') return discount;
    return {
      ...discount,
      startsAt: Math.min(discount.startsAt, at),
      endsAt: discount.endsAt !== null && discount.endsAt <= at ? null : discount.endsAt,
      deactivatedAt: null,
    };
  });
}

/** Ends it now; one that has ended already stays as it is. */
export function deactivateDiscount(world: World, shopId: number, which: Which): DiscountOutcome {
  return switched(world, shopId, which, (discount, at) => {
    if (discountStatus(discount, at) === 'EXPIRED') return discount;
    return { ...discount, startsAt: Math.min(discount.startsAt, at), endsAt: at };
  });
}

/** Gone with its codes. Tells `discounts/delete`. */
export function deleteDiscount(
  world: World,
  shopId: number,
  which: Which,
): Done<number> | DiscountRefusal {
  return world.transact(() => {
    const discount = world.store.get(discounts, shopId, which.id);
    if (discount?.method !== which.method) return noDiscount(which);
    for (const code of codesOf(world, shopId, discount)) removeCode(world, shopId, code);
    world.store.remove(discounts, shopId, discount.id);
    const extra = { method: discount.method };
    const { id } = discount;
    tell(world, { shopId, topic: 'discounts/delete', kind: 'Discount', id, extra });
    return done(id);
  });
}

export type Which = { readonly id: number; readonly method: Discount['method'] };

function switched(
  world: World,
  shopId: number,
  which: Which,
  change: (discount: Discount, at: number) => Discount,
): DiscountOutcome {
  return world.transact(() => {
    const discount = world.store.get(discounts, shopId, which.id);
    if (discount?.method !== which.method) return noDiscount(which);
    const next = change(discount, world.clock.now());
    return done(next === discount ? discount : keep(world, shopId, next));
  });
}

function keep(world: World, shopId: number, next: Discount): Discount {
  const summary = discountSummary(world, shopId, next);
  tell(world, { shopId, topic: 'discounts/update', kind: 'Discount', id: next.id });
  const updatedAt = world.clock.now();
  return world.store.put(discounts, shopId, { ...next, summary, updatedAt });
}

function noDiscount({ method }: Which): DiscountRefusal {
  const words = `${method === 'code' ? 'Code' : 'Automatic'} discount does not exist.`;
  return refused([refuse('INVALID', ['id'], words)]);
}

function refused(all: readonly Refusal[]): DiscountRefusal {
  const [first] = all;
  if (first === undefined) throw new Error('Nothing is wrong with the discount.');
  return { ...first, all };
}

function codeErrors(
  world: World,
  shopId: number,
  asked: { code: string | null; discountId: number | null; kind: Discount['kind'] },
): Refusal[] {
  const { code, discountId, kind } = asked;
  const wrong = (reason: string, words: string) => [refuse(reason, ['code'], words)];
  if (kind === 'app' && !code) return wrong('INVALID', "Discount code can't be blank.");
  if (code === null) return wrong('BLANK', "Code can't be blank");
  if (code === '') return wrong('TOO_SHORT', 'Code is too short (minimum is 1 character)');
  if (code.length > 255) return wrong('TOO_LONG', 'Code is too long (maximum is 255 characters)');
  if (/[\n\r]/.test(code)) return wrong('INVALID', 'Code cannot contain newline characters.');
  const other = world.store.findOne(redeemCodes, shopId, 'code', code);
  if (other === null || other.discountId === discountId) return [];
  return wrong('TAKEN', 'Code must be unique. Please try a different code.');
}
