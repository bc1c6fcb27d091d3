/**
 * Runs Shopify Functions. A function is loaded once, as a deployment would take it, and run on one
 * cart after another, synchronously: input query → bundle in QuickJS → output checked against its
 * target.
 */
import type { DocumentNode, GraphQLInputObjectType, GraphQLSchema } from 'graphql';
import { openEngines, type Engines } from './engines.ts';
import { executeProgram } from './execute.ts';
import { buildInput, type InputVariables } from './input.ts';
import { readInputQuery } from './input-query.ts';
import { type FunctionError, LIMITS, scaleOf } from './limits.ts';
import { checkOutput } from './output.ts';
import { camelCase, resultTypeOf } from './targets.ts';
import type { FunctionWorld } from './world.ts';

export type FunctionSource = {
  /** For messages: the extension's handle. */
  readonly name: string;
  /** An ES module with the shim inside, from `bundleFunction`. */
  readonly bundle: string;
  /**
   * As the toml names it (`cart-lines-discounts-generate-run`); null: the module runs when loaded.
   */
  readonly exportName: string | null;
  /** GraphQL; null: the function is given no input. */
  readonly inputQuery: string | null;
  /** E.g. `cart.lines.discounts.generate.run`. */
  readonly target: string;
  /** The Function API's real schema: `loadSchema(functionSchemaName(target, apiVersion))`. */
  readonly schema: GraphQLSchema;
  /** Where the owner keeps the variables of the query. */
  readonly inputVariables?: InputVariables;
};

/** One run: `logs` has at most 1,000 bytes, `ms` is how long it took here. */
export type FunctionRun = {
  readonly input: unknown;
  readonly logs: string;
  readonly ms: number;
} & (
  | { readonly ok: true; readonly output: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly error: FunctionError }
);

export type LoadedFunction = {
  readonly name: string;
  readonly target: string;
  /**
   * Runs on one cart. What fails in the function is an answer (`ok: false`), and checkout goes on
   * as if it had returned no operations. A validation alone may be set to block then:
   * `blockOnFailure` "controls whether runtime exceptions, such as timeouts, also block checkout"
   * (https://shopify.dev/docs/api/admin-graphql/latest/mutations/validationCreate, 2026-11-23).
   * Throws only when `world` contradicts the schema.
   */
  run(world: FunctionWorld): FunctionRun;
};

export type FunctionHost = {
  /**
   * Throws what a deployment would refuse (`InvalidInputQueryError`, a bundle too large, an unknown
   * target) and, by name, what the twin cannot answer.
   */
  load(source: FunctionSource): LoadedFunction;
  /** Resolves when a spare engine stands ready again after one was thrown away; for tests. */
  ready(): Promise<void>;
};

/** Loads the engine, once a process: about 30 ms. */
export async function openFunctionHost(): Promise<FunctionHost> {
  const engines = await openEngines();
  return { load: (source) => loadFunction(engines, source), ready: () => engines.ready() };
}

type Loaded = {
  readonly source: FunctionSource;
  readonly query: DocumentNode | null;
  readonly resultType: GraphQLInputObjectType;
};

function loadFunction(engines: Engines, source: FunctionSource): LoadedFunction {
  const { name, target, schema, inputQuery } = source;
  const bytes = Buffer.byteLength(source.bundle);
  if (bytes > LIMITS.bundleBytes) {
    throw new Error(`${name}: the bundle has ${bytes} bytes, at most ${LIMITS.bundleBytes}.`);
  }
  const loaded: Loaded = {
    source,
    query: inputQuery === null ? null : readInputQuery(inputQuery, schema),
    resultType: resultTypeOf(schema, target),
  };
  return { name, target, run: (world) => runFunction(engines, loaded, world) };
}

function runFunction(engines: Engines, loaded: Loaded, world: FunctionWorld): FunctionRun {
  const startedAt = performance.now();
  const result = (run: Unclocked): FunctionRun => ({ ...run, ms: performance.now() - startedAt });
  const { source, query, resultType } = loaded;
  const built =
    query === null
      ? ({ ok: true, input: {}, json: '{}' } as const)
      : buildInput(source.schema, query, world, source.inputVariables);
  if (!built.ok) return result({ ok: false, error: built.error, input: null, logs: '' });
  const { input, json } = built;
  const scale = scaleOf(world.cart.lines.length);
  const excess = tooLarge('InputSizeLimitExceededError', json, LIMITS.inputBytes * scale);
  if (excess !== null) return result({ ok: false, error: excess, input, logs: '' });
  const { exportName } = source;
  const { outputJson, error, logs } = executeProgram(engines, {
    name: source.name,
    bundle: source.bundle,
    exportName: exportName === null ? null : camelCase(exportName),
    inputJson: json,
    scale,
  });
  if (error !== null) return result({ ok: false, error, input, logs });
  return result({ ...judge(outputJson, resultType, scale), input, logs });
}

type Unclocked =
  Omit<Extract<FunctionRun, { ok: true }>, 'ms'> | Omit<Extract<FunctionRun, { ok: false }>, 'ms'>;
type Verdict =
  | { readonly ok: true; readonly output: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly error: FunctionError };

function judge(json: string | null, type: GraphQLInputObjectType, scale: number): Verdict {
  const excess = tooLarge('OutputTooLargeError', json ?? '', LIMITS.outputBytes * scale);
  if (excess !== null) return { ok: false, error: excess };
  const checked = checkOutput(json ?? 'null', type);
  if (checked.ok) return checked;
  return { ok: false, error: { name: 'InvalidOutputError', message: checked.problem } };
}

function tooLarge(
  name: 'InputSizeLimitExceededError' | 'OutputTooLargeError',
  json: string,
  max: number,
): FunctionError | null {
  const bytes = Buffer.byteLength(json);
  return bytes <= max ? null : { name, message: `${bytes} bytes, at most ${Math.floor(max)}.` };
}
