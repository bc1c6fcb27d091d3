/**
 * Variables checked before anything runs, refused in Shopify's words: INVALID_VARIABLE with its
 * `problems`, arrays that are too long, ids that are none. Sources: see `rejections.ts`.
 */
import {
  coerceInputValue,
  getNullableType,
  GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isScalarType,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import { fromGid } from './gid.ts';

export type Variables = Readonly<Record<string, unknown>>;

type Problem = {
  readonly path: readonly (string | number)[];
  readonly explanation: string;
  readonly message?: string;
};

/** The errors of the variables given to an operation; none where all fit. */
export function checkVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Variables,
): GraphQLError[] {
  return (operation.variableDefinitions ?? []).flatMap((definition) => {
    const type = typeFromAST(schema, definition.type);
    if (!isInputType(type)) return [];
    const name = definition.variable.name.value;
    const value = variables[name];
    if (value === undefined && (definition.defaultValue !== undefined || !isNonNullType(type))) {
      return [];
    }
    const problems = problemsOf(value ?? null, type);
    return problems.length === 0
      ? []
      : [invalidVariable(definition, type, value ?? null, problems)];
  });
}

function invalidVariable(
  definition: VariableDefinitionNode,
  type: GraphQLInputType,
  value: unknown,
  problems: readonly Problem[],
): GraphQLError {
  const said = problems
    .filter(({ path }) => path.length > 0)
    .map(({ path, explanation }) => `${path.join('.')} (${explanation})`);
  const places = said.length === 0 ? '' : ` for ${said.join(', ')}`;
  const message =
    `Variable $${definition.variable.name.value} of type ${type.toString()} ` +
    `was provided invalid value${places}`;
  return new GraphQLError(message, {
    nodes: [definition],
    extensions: { code: 'INVALID_VARIABLE', value, problems },
  });
}

function problemsOf(value: unknown, type: GraphQLInputType): Problem[] {
  const problems: Problem[] = [];
  coerceInputValue(value, type, (path, invalid, error) => {
    problems.push(...explain([...path], invalid, type, error));
  });
  return [...problems, ...badIds(value, type, [])];
}

/** GraphQL's complaint in graphql-ruby's words. */
function explain(
  path: readonly (string | number)[],
  invalid: unknown,
  root: GraphQLInputType,
  error: GraphQLError,
): Problem[] {
  const { message } = error;
  const unknown = /^Field "([^"]+)" is not defined by type "([^"]+)"/.exec(message);
  if (unknown !== null) {
    const [, field = '', typeName = ''] = unknown;
    return [{ path: [...path, field], explanation: `Field is not defined on ${typeName}` }];
  }
  const missing = /^Field "([^"]+)" of required type/.exec(message);
  if (missing !== null) {
    const field = missing[1]?.split('.').at(-1) ?? '';
    return [{ path: [...path, field], explanation: 'Expected value to not be null' }];
  }
  if (invalid === null || invalid === undefined) {
    return [{ path, explanation: 'Expected value to not be null' }];
  }
  const oneOf = /^Exactly one key must be specified for OneOf type "([^"]+)"/.exec(message);
  if (oneOf !== null) {
    const count = Object.keys(invalid).length;
    const explanation = `'${oneOf[1]}' requires exactly one argument, but ${count} were provided.`;
    return [{ path, explanation }];
  }
  return [{ path, ...unfitting(invalid, typeAt(root, path), error) }];
}

function unfitting(
  invalid: unknown,
  type: GraphQLInputType | undefined,
  { message, originalError }: GraphQLError,
): Omit<Problem, 'path'> {
  const told = JSON.stringify(invalid);
  if (isEnumType(type)) {
    const names = type.getValues().map(({ name }) => name);
    return { explanation: `Expected ${told} to be one of: ${names.join(', ')}` };
  }
  if (isScalarType(type) && originalError instanceof TypeError) {
    return { explanation: originalError.message, message: originalError.message };
  }
  if (isScalarType(type)) return { explanation: `Could not coerce value ${told} to ${type.name}` };
  if (isInputObjectType(type)) return { explanation: `Expected ${told} to be a key-value object` };
  return { explanation: message };
}

function typeAt(
  root: GraphQLInputType,
  path: readonly (string | number)[],
): GraphQLInputType | undefined {
  let type: GraphQLInputType | undefined = getNullableType(root);
  for (const step of path) {
    if (typeof step === 'number') {
      if (isListType(type)) type = getNullableType(type.ofType);
    } else if (isInputObjectType(type)) {
      const field: GraphQLInputType | undefined = type.getFields()[step]?.type;
      type = field === undefined ? undefined : getNullableType(field);
    }
  }
  return type;
}

/** Everything of type ID in the Admin API is a gid. */
function badIds(value: unknown, given: GraphQLInputType, path: (string | number)[]): Problem[] {
  const type = getNullableType(given);
  if (value === null || value === undefined) return [];
  if (isListType(type)) {
    const items = Array.isArray(value) ? value : [value];
    const of = type.ofType;
    return items.flatMap((item, index) => badIds(item, of, [...path, index]));
  }
  if (isInputObjectType(type) && typeof value === 'object') {
    const record = value as Readonly<Record<string, unknown>>;
    return Object.values(type.getFields()).flatMap(({ name, type: of }) =>
      badIds(record[name], of, [...path, name]),
    );
  }
  if (!isScalarType(type) || type.name !== 'ID' || typeof value !== 'string') return [];
  if (isGid(value)) return [];
  const explanation = `Invalid global id '${value}'`;
  return [{ path, explanation, message: explanation }];
}

/** Some gids end in words (`ShopifyFunction`): the form is what counts here. */
function isGid(value: string): boolean {
  return fromGid(value) !== null || /^gid:\/\/shopify\/\w+\/.+/.test(value);
}
