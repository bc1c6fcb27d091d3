/**
 * How functions run. Sources: https://shopify.dev/docs/api/functions/latest (limits),
 * …/docs/apps/build/ functions/monitoring-and-errors (names of errors),
 * …/programming-languages/javascript-for-functions (globals), all as of 2026-11-23; and Shopify's
 * own runtime, shopify_functions_javy_v4.wasm of Shopify/function-runner at 589c738, asked on
 * 2026-11-23.
 */
import type { GraphQLSchema } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { fetchSchemas } from '../schema/fetch-schemas.ts';
import { loadSchema } from '../schema/load-schema.ts';
import { lineOf, world } from './cart-fixture.ts';
import { type FunctionHost, type FunctionRun, openFunctionHost } from './host.ts';
import { operationsOf } from './operations.ts';

const LINES = 'cart.lines.discounts.generate.run';
const DELIVERY = 'cart.delivery-options.discounts.generate.run';
const VALIDATION = 'cart.validations.generate.run';
const QUERY = '{ cart { lines { id quantity } } triggeringDiscountCode }';

let host: FunctionHost;
let discounts: GraphQLSchema;
let validations: GraphQLSchema;
beforeAll(async () => {
  await fetchSchemas();
  host = await openFunctionHost();
  discounts = loadSchema('functions_discount_2026-07');
  validations = loadSchema('functions_cart_checkout_validation_2026-07');
}, 60_000);

/** Runs the body of a function; `input` is what it read, and what it returns is written. */
function run(body: string, of: { target?: string; query?: string | null } = {}): FunctionRun {
  const { target = LINES, query = QUERY } = of;
  const bundle = `
    export function run() { ShopifyFunction.writeOutput(user(ShopifyFunction.readInput())); }
    function user(input) { ${body} }`;
  const schema = target === VALIDATION ? validations : discounts;
  const source = { name: 'ours', bundle, exportName: 'run', inputQuery: query, target, schema };
  return host.load(source).run(world);
}

const errorOf = (made: FunctionRun) => (made.ok ? null : made.error);
const none = 'return { operations: [] };';

describe('a discount', () => {
  it('on the order is answered as the schema has it', () => {
    const made = run(`return { operations: [{ orderDiscountsAdd: {
      selectionStrategy: 'FIRST',
      candidates: [{ message: 'Ten', value: { percentage: { value: 10 } },
        targets: [{ orderSubtotal: { excludedCartLineIds: [] } }],
        associatedDiscountCode: { code: input.triggeringDiscountCode } }] } }] };`);
    const [operation] = operationsOf(LINES, made);
    expect(operation?.orderDiscountsAdd?.candidates).toEqual([
      {
        message: 'Ten',
        value: { percentage: { value: '10' } },
        targets: [{ orderSubtotal: { excludedCartLineIds: [] } }],
        associatedDiscountCode: { code: 'HELLO' },
      },
    ]);
  });

  it('on products brings its candidates, with the default the schema gives', () => {
    const made = run(`return { operations: [{ productDiscountsAdd: {
      selectionStrategy: 'ALL',
      candidates: input.cart.lines.map(({ id }) => ({
        targets: [{ cartLine: { id, quantity: 1 } }],
        value: { fixedAmount: { amount: '1.50' } } })) } }] };`);
    const [operation] = operationsOf(LINES, made);
    expect(operation?.productDiscountsAdd?.candidates.map(({ value }) => value)).toEqual([
      { fixedAmount: { amount: '1.50', appliesToEachItem: false } },
      { fixedAmount: { amount: '1.50', appliesToEachItem: false } },
    ]);
    expect(operation?.productDiscountsAdd?.candidates[0]?.targets).toEqual([
      { cartLine: { id: 'gid://shopify/CartLine/1', quantity: 1 } },
    ]);
  });

  it('accepts and rejects entered codes', () => {
    const made = run(
      `const codes = input.enteredDiscountCodes.map(({ code }) => ({ code }));
      return { operations: [{ enteredDiscountCodesAccept: { codes } },
        { enteredDiscountCodesReject: { codes: [{ code: 'STOLEN' }], message: 'Not yours' } }] };`,
      { query: '{ enteredDiscountCodes { code rejectable } }' },
    );
    expect(operationsOf(LINES, made)).toEqual([
      { enteredDiscountCodesAccept: { codes: [{ code: 'HELLO' }] } },
      { enteredDiscountCodesReject: { codes: [{ code: 'STOLEN' }], message: 'Not yours' } },
    ]);
  });

  it('on delivery names the group or the option', () => {
    const made = run(
      `const [group] = input.cart.deliveryGroups;
      return { operations: [{ deliveryDiscountsAdd: { selectionStrategy: 'ALL', candidates: [
        { targets: [{ deliveryGroup: { id: group.id } }], value: { percentage: { value: '100' } } },
        { targets: [{ deliveryOption: { handle: group.deliveryOptions[1].handle } }],
          value: { fixedAmount: { amount: 2.5 } } }] } }] };`,
      { target: DELIVERY, query: '{ cart { deliveryGroups { id deliveryOptions { handle } } } }' },
    );
    const [operation] = operationsOf(DELIVERY, made);
    expect(operation?.deliveryDiscountsAdd?.candidates).toEqual([
      {
        targets: [{ deliveryGroup: { id: 'gid://shopify/CartDeliveryGroup/1' } }],
        value: { percentage: { value: '100' } },
      },
      {
        targets: [{ deliveryOption: { handle: 'express-2' } }],
        value: { fixedAmount: { amount: '2.5' } },
      },
    ]);
  });
});

describe('a validation', () => {
  it('says what is wrong, and where', () => {
    const made = run(
      `return { operations: [{ validationAdd: { errors: [
        { message: 'At step ' + input.buyerJourney.step, target: '$.cart' }] } }] };`,
      { target: VALIDATION, query: '{ buyerJourney { step } }' },
    );
    expect(operationsOf(VALIDATION, made)).toEqual([
      { validationAdd: { errors: [{ message: 'At step null', target: '$.cart' }] } },
    ]);
  });
});

describe('an output that is not what the target returns', () => {
  const order = (of: string) => `return { operations: [{ orderDiscountsAdd: ${of} }] };`;
  const total = '{ orderSubtotal: { excludedCartLineIds: [] } }';
  it.each([
    ['an unknown enum value', order(`{ selectionStrategy: 'BEST', candidates: [] }`), '"BEST"'],
    ['a missing field', order(`{ candidates: [] }`), 'selectionStrategy'],
    ['an unknown field', 'return { operations: [], discounts: [] };', '"discounts"'],
    ['two operations in one', 'return { operations: [{}] };', 'exactly one'],
    [
      'a decimal that is none',
      order(`{ selectionStrategy: 'FIRST', candidates: [{ targets: [${total}],
        value: { percentage: { value: 'ten' } } }] }`),
      '"ten" is no Decimal',
    ],
    ['nothing', 'return undefined;', 'returned nothing'],
    ['a promise', 'return (async () => ({ operations: [] }))();', 'operations'],
  ])('%s is refused', (_what, body, words) => {
    const made = run(body);
    expect(errorOf(made)?.name).toBe('InvalidOutputError');
    expect(errorOf(made)?.message).toContain(words);
    expect(operationsOf(LINES, made)).toEqual([]);
  });
});

describe('a function that misbehaves', () => {
  it.each([
    ['throws', `throw new Error('boom');`, 'RuntimeError'],
    ['never ends', 'for (;;) {}', 'InstructionCountLimitExceededError'],
    [
      'catches, and never ends',
      'for (;;) { try { for (;;) {} } catch {} }',
      'InstructionCountLimit',
    ],
    ['matches for ever', `/^(a+)+$/.test('a'.repeat(40) + 'b'); ${none}`, 'InstructionCountLimit'],
    ['hogs memory', 'const a = []; for (;;) a.push({ a });', 'LinearMemoryLimitExceededError'],
    ['calls itself', 'return user(input) + 1;', 'StackMemoryLimitExceededError'],
    ['waits', `Promise.resolve().then(() => 1); ${none}`, 'RuntimeError'],
    ['asks the network', `fetch('https://example.com'); ${none}`, 'RuntimeError'],
    ['writes too much', `return { operations: [], x: 'x'.repeat(20000) };`, 'OutputTooLargeError'],
  ])('that %s fails, and the next one runs', (_what, body, name) => {
    expect(errorOf(run(body))?.name).toMatch(name);
    expect(run(none).ok).toBe(true);
  });

  it('that breaks the engine itself harms no other run, again and again', async () => {
    const nest = 'let o = {}; for (let i = 0; i < 20000; i++) o = { o };';
    const breaking = `${nest} JSON.stringify(o); ${none}`;
    for (let time = 0; time < 3; time += 1) {
      expect(errorOf(run(breaking))?.name).toBe('StackMemoryLimitExceededError');
      expect(run(none).ok).toBe(true);
      await host.ready();
    }
  });

  it('that exports another name is told so', () => {
    const source = { name: 'a', inputQuery: null, target: LINES, schema: discounts };
    const loaded = host.load({ ...source, bundle: 'export const go = 1;', exportName: 'go' });
    expect(errorOf(loaded.run(world))?.message).toContain('exports no function go');
  });

  it('leaves nothing for the next run', () => {
    run(`globalThis.left = 1; Array.prototype.left = 1; ${none}`);
    const made = run(`console.log(typeof globalThis.left, [].left); ${none}`);
    expect(made.logs).toBe('undefined undefined\n');
  });
});

describe('what a function says', () => {
  it('is kept, of console.log and console.error', () => {
    const made = run(`console.log('a', [1, 2], null, { b: 1 }); console.error('c'); ${none}`);
    expect(made.logs).toBe('a 1,2 null [object Object]\nc\n');
  });

  it('is cut to its last 1,000 bytes, in whole characters', () => {
    const { logs } = run(`console.log('a'.repeat(600)); console.log('é'.repeat(300)); ${none}`);
    expect(logs).toBe(`${'a'.repeat(398)}\n${'é'.repeat(300)}\n`);
    expect(Buffer.byteLength(run(`console.log('é'.repeat(999)); ${none}`).logs)).toBe(999);
  });

  it('ends with the exception it died of', () => {
    expect(run(`console.log('before'); throw new TypeError('boom');`).logs).toMatch(
      /^before\nTypeError: boom\n\s+at user \(function\.mjs/,
    );
  });
});

describe('the world of a function', () => {
  // "Shopify doesn't allow nondeterminism in functions": its runtime answers Date.now() with 0 and
  // Math.random() with the same numbers in each run.
  it('has no clock and no chance', () => {
    const body = `console.log(Date.now(), new Date().toISOString(), Math.random(), Math.random(),
      new Date(2026, 0, 1).toISOString(), new Date('2026-06-01T00:00:00').getHours(),
      new Date('2026-06-01T10:00:00+02:00').getHours(), Date.UTC(1970, 0), new Date(5).getTime());
      ${none}`;
    const first = run(body).logs;
    expect(first).toMatch(
      /^0 1970-01-01T00:00:00.000Z 0\.\d+ 0\.\d+ 2026-01-01T00:00:00.000Z 0 8 0 5\n$/,
    );
    expect(run(body).logs).toBe(first);
  });

  it('has the globals of Shopify’s runtime, and not those of a browser or Node', () => {
    const names = 'fetch setTimeout crypto URL performance process require navigator Javy Intl';
    const made =
      run(`for (const name of '${names}'.split(' ')) console.log(typeof globalThis[name]);
      console.log(new TextDecoder().decode(new TextEncoder().encode('zwölf €%')));
      console.log(typeof queueMicrotask, Object.keys(ShopifyFunction)); ${none}`);
    const absent = 'undefined\n'.repeat(names.split(' ').length);
    expect(made.logs).toBe(`${absent}zwölf €%\nfunction readInput,writeOutput\n`);
  });
});

describe('a cart too large to tell', () => {
  const query = '{ cart { lines { id attribute(key: "note") { value } } } }';
  const cartOf = (lines: number, bytes: number) => ({
    ...world,
    cart: {
      ...world.cart,
      lines: Array.from({ length: lines }, (_none, place) =>
        lineOf(place, { attributes: [{ key: 'note', value: 'x'.repeat(bytes) }] }),
      ),
    },
  });
  const load = () =>
    host.load({
      name: 'ours',
      bundle: 'export function run() { ShopifyFunction.writeOutput({ operations: [] }); }',
      exportName: 'run',
      inputQuery: query,
      target: LINES,
      schema: discounts,
    });

  it('is refused beyond 128 kB, and the limit grows with more than 200 lines', () => {
    expect(errorOf(load().run(cartOf(100, 1300)))?.name).toBe('InputSizeLimitExceededError');
    expect(load().run(cartOf(400, 500)).ok).toBe(true);
  });
});
