/** A function's input: its own query, answered from the world over Shopify's real schema. */
import {
  type DocumentNode,
  execute,
  type ExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  type GraphQLTypeResolver,
} from 'graphql';
import { FIELDS } from './input-fields.ts';
import { variablesOf } from './input-query.ts';
import { type FunctionError, LIMITS } from './limits.ts';
import { findMetafield } from './metafields.ts';
import type { FunctionWorld } from './world.ts';

/** Where the owner keeps the query's variables (`[extensions.input.variables]`). */
export type InputVariables = { readonly namespace?: string; readonly key?: string };

export type BuiltInput =
  | { readonly ok: true; readonly input: unknown; readonly json: string }
  | { readonly ok: false; readonly error: FunctionError };

/**
 * Answers `document` (from `readInputQuery`) synchronously. Refusals are the function's: its
 * variables are missing or too long. Throws when the world contradicts the schema, which is a bug
 * of the twin.
 */
export function buildInput(
  schema: GraphQLSchema,
  document: DocumentNode,
  world: FunctionWorld,
  where?: InputVariables,
): BuiltInput {
  const variables = readVariables(document, world, where);
  if (!variables.ok) return variables;
  const result = execute({
    schema,
    document,
    rootValue: world,
    contextValue: world,
    variableValues: variables.values,
    fieldResolver: answerField,
    typeResolver: nameType,
  }) as ExecutionResult;
  if (result.errors !== undefined) return refuseOrThrow(result);
  const json = JSON.stringify(result.data);
  return { ok: true, input: JSON.parse(json), json };
}

const answerField: GraphQLFieldResolver<unknown, FunctionWorld> = (source, args, world, info) => {
  const resolve = FIELDS[info.parentType.name]?.[info.fieldName];
  if (resolve === undefined) {
    throw new Error(`Not implemented: ${info.parentType.name}.${info.fieldName}`);
  }
  return resolve(source as never, args as never, world);
};

/** Merchandise and a discount's value are of several types, and say which. */
const nameType: GraphQLTypeResolver<unknown, FunctionWorld> = (source) =>
  (source as { readonly kind?: string }).kind;

/** Before a query runs, graphql-js checks its variables: such errors have no path. */
function refuseOrThrow({ errors = [] }: ExecutionResult): BuiltInput {
  const message = errors.map((each) => each.message).join('; ');
  if (errors.every(({ path }) => path === undefined)) {
    return { ok: false, error: { name: 'InvalidVariableValueError', message } };
  }
  throw new Error(`The world does not answer the function's input query: ${message}`);
}

type Variables = { readonly ok: true; readonly values: Record<string, unknown> };

/**
 * The variables are the top-level keys of a JSON metafield of the owner; those that are missing are
 * null, and a required one that is null fails the run (docs: functions/input-queries/
 * use-variables-input-queries, read 2026-11-23).
 */
function readVariables(
  document: DocumentNode,
  world: FunctionWorld,
  where: InputVariables | undefined,
): Variables | Extract<BuiltInput, { ok: false }> {
  const wanted = variablesOf(document);
  if (wanted.length === 0) return { ok: true, values: {} };
  const asked = { namespace: where?.namespace ?? null, key: where?.key ?? '' };
  const found = findMetafield(world.owner.metafields, asked, world.appId);
  if (found !== null && found.type !== 'json')
    return invalid(`its type is ${found.type}, not json`);
  const given = objectIn(found?.value ?? '{}');
  if (given === null) return invalid('it is not a JSON object');
  // A variable that is left out, rather than null, lets an argument keep its default.
  const values = Object.fromEntries(
    wanted.flatMap(({ name }) => ((given[name] ?? null) === null ? [] : [[name, given[name]]])),
  );
  const long = Object.entries(values).find(
    ([, value]) => Array.isArray(value) && value.length > LIMITS.listElements,
  );
  if (long !== undefined) {
    const message = `$${long[0]} has more than ${LIMITS.listElements} elements`;
    return { ok: false, error: { name: 'InputListSizeLimitExceededError', message } };
  }
  return { ok: true, values };
}

function invalid(why: string): Extract<BuiltInput, { ok: false }> {
  const message = `The metafield with the query's variables is invalid: ${why}`;
  return { ok: false, error: { name: 'InvalidVariableValueError', message } };
}

function objectIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    const plain = typeof value === 'object' && value !== null && !Array.isArray(value);
    return plain ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
