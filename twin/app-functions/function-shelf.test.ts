/** A function of an installed app gives a discount at checkout; one that throws gives none. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppDefinition } from '../apps/app-definition.ts';
import type { App, Installation } from '../model/app.ts';
import { apps, installations, metafields } from '../model/kinds.ts';
import { fetchSchemas } from '../schema/fetch-schemas.ts';
import { beginCheckout, priceCheckout } from '../trade/checkouts.ts';
import { createDiscount, PLAIN_DISCOUNT } from '../trade/discounts.ts';
import { must, openShop, SHOP } from '../trade/shop-fixture.ts';
import { type FunctionLog, openFunctionShelf } from './function-shelf.ts';

// Below the repository, so that Shopify's library is found as an app's own would be.
const cache = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'function-shelf-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => fetchSchemas(), 60_000);

const TOML = `
api_version = "2026-07"
[[extensions]]
name = "Regulars"
handle = "regulars"
type = "function"
  [[extensions.targeting]]
  target = "cart.lines.discounts.generate.run"
  input_query = "src/run.graphql"
  export = "run"
`;

const QUERY = `{ discount { metafield(namespace: "$app", key: "percent") { value } }
  cart { cost { subtotalAmount { amount } } lines { quantity } } }`;

const GIVES = `
  export function run(input) {
    if (Number(input.cart.cost.subtotalAmount.amount) < 50) return { operations: [] };
    return { operations: [{ orderDiscountsAdd: { selectionStrategy: 'FIRST', candidates: [{
      message: 'Regulars',
      targets: [{ orderSubtotal: { excludedCartLineIds: [] } }],
      value: { percentage: { value: input.discount.metafield.value } } }] } }] };
  }`;

const THROWS = `export function run() { throw new Error('No regulars today'); }`;

let made = 0;

function lay(source: string): string {
  made += 1;
  const place = join(folder, String(made));
  mkdirSync(join(place, 'src'), { recursive: true });
  writeFileSync(join(place, 'shopify.extension.toml'), TOML);
  writeFileSync(join(place, 'src', 'run.graphql'), QUERY);
  writeFileSync(join(place, 'src', 'index.js'), source);
  return place;
}

/** A shop whose app has the function, and an automatic discount of it. */
async function openWithFunction(source: string) {
  const shop = openShop();
  const { world } = shop;
  const logs: FunctionLog[] = [];
  const shelf = await openFunctionShelf(world, (entry) => void logs.push(entry));
  const id = world.store.nextId();
  const app = (place: string) => {
    const extensions = [{ type: 'function', handle: 'regulars', folder: place }];
    const definition = { extensions } as unknown as AppDefinition;
    return { id, handle: 'loyal', apiKey: 'k', definition } as unknown as App;
  };
  world.store.put(apps, 0, app(lay(source)));
  await shelf.load(app(lay(source)));
  const installation = { id: world.store.nextId(), appId: id, scopes: [], uninstalledAt: null };
  world.store.put(installations, SHOP, installation as unknown as Installation);
  const fields = {
    ...PLAIN_DISCOUNT,
    method: 'automatic',
    kind: 'app',
    title: 'Regulars',
    startsAt: world.clock.now(),
    app: { appId: id, functionHandle: 'regulars' },
  } as const;
  const discount = must(createDiscount(world, SHOP, { fields, code: null }));
  const at = world.clock.now();
  world.store.put(metafields, SHOP, {
    id: world.store.nextId(),
    ownerKind: 'DiscountNode',
    ownerId: discount.id,
    namespace: `app--${id}`,
    key: 'percent',
    type: 'number_integer',
    value: '10',
    createdAt: at,
    updatedAt: at,
  });
  const total = (quantity: number) => {
    const lines = [{ id: world.store.nextId(), variantId: shop.mug.id, quantity, properties: [] }];
    const checkout = beginCheckout(world, SHOP, { cartToken: null, fields: { lines } });
    const { functionsFor } = shelf;
    return priceCheckout(world, SHOP, { checkout, sources: { functionsFor } }).totalMinor;
  };
  return { ...shop, shelf, logs, total, app, installation };
}

describe('the function of a discount', () => {
  it('takes off what it asks for, by what its metafield says', async () => {
    const { total, logs } = await openWithFunction(GIVES);
    // One mug at 25.00 is too little; two are 50.00, less a tenth.
    expect([total(1), total(2)]).toEqual([2500, 4500]);
    expect(logs.map(({ handle, run }) => [handle, run.ok])).toEqual([
      ['regulars', true],
      ['regulars', true],
    ]);
  }, 60_000);

  it('that throws takes nothing off, and what it said is told', async () => {
    const { total, logs } = await openWithFunction(THROWS);
    expect(total(2)).toBe(5000);
    expect(logs[0]?.run).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('No regulars today') as string },
    });
  }, 60_000);

  it('is the newest that was loaded, and runs no more once the app is gone', async () => {
    const { world, shelf, total, app, installation, logs } = await openWithFunction(THROWS);
    await shelf.load(app(lay(GIVES)));
    expect(total(2)).toBe(4500);
    const gone = { ...installation, uninstalledAt: world.clock.now() };
    world.store.put(installations, SHOP, gone as unknown as Installation);
    const runs = logs.length;
    expect([total(2), logs.length]).toEqual([5000, runs]);
  }, 60_000);

  it('that cannot be bundled refuses the app', async () => {
    const { shelf, app } = await openWithFunction(GIVES);
    await expect(shelf.load(app(lay('export function run( {')))).rejects.toThrow();
  }, 60_000);
});
