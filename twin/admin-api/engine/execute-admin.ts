/** One request of the Admin API: read, checked, paid for, executed. */
import {
  type DocumentNode,
  execute,
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import type { Registry } from './area.ts';
import { checkVariables, type Variables } from './coerce-variables.ts';
import type { AdminContext, RequestContext, SearchWarning } from './context.ts';
import { accountFor, type Account, type Metering } from './metering.ts';
import { fieldResolver, typeResolver } from './resolve-field.ts';
import { readDocument } from './validate-document.ts';

export type AdminRequest = {
  readonly schema: GraphQLSchema;
  readonly registry: Registry;
  readonly document: string;
  readonly variables?: Variables | null;
  readonly operationName?: string | null;
  readonly context: RequestContext;
  /** Absent: nothing is metered, as in bulk operations. */
  readonly metering?: Metering;
};

export type AdminAnswer = {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
};

/** Answers a request as the Admin API's body. Never throws for what an app may send. */
export function executeAdmin(request: AdminRequest): AdminAnswer {
  const { schema } = request;
  const read = readDocument(schema, request.document);
  if ('errors' in read) return { errors: read.errors.map(formatted) };
  const operation = pickOperation(read.document, request.operationName ?? null);
  if (typeof operation === 'string') return { errors: [{ message: operation }] };
  const variables = request.variables ?? {};
  const wrong = checkVariables(schema, operation, variables);
  if (wrong.length > 0) return { errors: wrong.map(formatted) };
  const account =
    request.metering && accountFor(schema, read.document, operation, variables, request.metering);
  const refusal = account?.refuse() ?? null;
  if (refusal !== null) return refusal;
  return run(request, read.document, operation, variables, account);
}

function run(
  request: AdminRequest,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
  account: Account | undefined,
): AdminAnswer {
  const warnings: SearchWarning[] = [];
  const context: AdminContext = {
    ...request.context,
    registry: request.registry,
    onSearchWarning: (warning) => void warnings.push(warning),
  };
  const result = execute({
    schema: request.schema,
    document,
    contextValue: context,
    variableValues: variables,
    ...(operation.name === undefined ? {} : { operationName: operation.name.value }),
    fieldResolver: fieldResolver(request.registry),
    typeResolver: typeResolver(context),
  });
  if (result instanceof Promise) throw new Error('A resolver of the Admin API awaited something.');
  for (const { extensions } of result.errors ?? []) {
    if (extensions.code === 'NOT_IMPLEMENTED') context.onNotImplemented(String(extensions.name));
  }
  return asAnswer(result, warnings, account);
}

function asAnswer(
  { data, errors }: ExecutionResult,
  warnings: readonly SearchWarning[],
  account: Account | undefined,
): AdminAnswer {
  const extensions = {
    ...(warnings.length === 0 ? {} : { search: warnings }),
    ...(account === undefined ? {} : { cost: account.settle(data ?? {}) }),
  };
  return {
    ...(data === undefined ? {} : { data }),
    ...(errors === undefined ? {} : { errors: errors.map(formatted) }),
    ...(Object.keys(extensions).length === 0 ? {} : { extensions }),
  };
}

/** The operation asked for, or what is wrong with the asking. */
function pickOperation(
  document: DocumentNode,
  name: string | null,
): OperationDefinitionNode | string {
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (name === null || name === '') {
    const [only, ...others] = operations;
    if (only === undefined) return 'A query must have an operation.';
    return others.length === 0 ? only : 'An operation name is required';
  }
  return operations.find((one) => one.name?.value === name) ?? `No operation named "${name}"`;
}

/** An error as Shopify orders it. What was thrown by mistake says so, and the process goes on. */
function formatted(error: GraphQLError): GraphQLFormattedError {
  const { message, locations, path, extensions } = error.toJSON();
  if (error.originalError !== undefined && !(error.originalError instanceof GraphQLError)) {
    if (extensions?.code === undefined) return internal(error, locations, path);
  }
  return {
    message,
    ...(locations === undefined ? {} : { locations }),
    ...(path === undefined ? {} : { path }),
    ...(extensions === undefined ? {} : { extensions }),
  };
}

function internal(
  error: GraphQLError,
  locations: GraphQLFormattedError['locations'],
  path: GraphQLFormattedError['path'],
): GraphQLFormattedError {
  console.error('The Admin API failed:', error.originalError);
  return {
    message: `Internal error. Looks like something went wrong on our end.\n${error.message}`,
    ...(locations === undefined ? {} : { locations }),
    ...(path === undefined ? {} : { path }),
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  };
}
