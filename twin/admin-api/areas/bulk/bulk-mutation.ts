/**
 * What a bulk mutation may be, and the file of its variables. Words and their order: recorded
 * answers (airhorns/shopify-draft-proxy, 2026-04/bulk-operations, 2026-08).
 */
import { type DocumentNode, GraphQLError, type GraphQLSchema, Kind, parse } from 'graphql';
import type { World } from '../../../world/world.ts';
import { validateDocument } from '../../engine/validate-document.ts';
import type { UserError } from '../../engine/user-errors.ts';
import { stagedUploads } from './bulk-records.ts';

const BYTES_MAX = 65_535;
const FILE_BYTES_MAX = 100_000_000;
const MISSING =
  'The JSONL file could not be found. Try uploading the file again, and check that ' +
  "you've entered the URL correctly for the stagedUploadPath mutation argument.";

export type BulkMutationInput = {
  readonly mutation: string;
  readonly stagedUploadPath: string;
  readonly clientIdentifier?: string | null;
};

/** Why it may not run; null: it may. */
export function bulkMutationProblem(
  world: World,
  schema: GraphQLSchema,
  input: BulkMutationInput,
): UserError | null {
  return (
    identifierProblem(input.clientIdentifier) ??
    documentProblem(schema, input.mutation) ??
    fileProblem(world, input.stagedUploadPath)
  );
}

function identifierProblem(identifier: string | null | undefined): UserError | null {
  if (identifier === null || identifier === undefined) return null;
  const field = ['clientIdentifier'];
  if (identifier.length < 10) {
    return { field, message: 'is too short (minimum is 10 characters)', code: 'INVALID_MUTATION' };
  }
  if (identifier.length <= 255) return null;
  return { field, message: 'is too long (maximum is 255 characters)', code: 'INVALID_MUTATION' };
}

function documentProblem(schema: GraphQLSchema, mutation: string): UserError | null {
  const bytes = Buffer.byteLength(mutation);
  const refused = (
    message: string,
    field: string[] | null = null,
    code: string | null = 'INVALID_MUTATION',
  ) => ({ field, message, code }) satisfies UserError;
  if (bytes > BYTES_MAX) {
    return refused(`is too large (${bytes} bytes; maximum is ${BYTES_MAX} bytes)`, ['query']);
  }
  let document: DocumentNode;
  try {
    document = parse(mutation);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return refused(`Failed to parse the mutation - ${error.message}`);
  }
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if ((operation?.operation as string | undefined) !== 'mutation' || operation === undefined) {
    return refused('Invalid operation type. Only `mutation` operations are supported.');
  }
  const { selections } = operation.selectionSet;
  const [only] = selections;
  if (selections.length !== 1 || only?.kind !== Kind.FIELD) {
    return refused('You must specify a single top level mutation.', ['mutation'], null);
  }
  if (only.name.value.startsWith('bulkOperation')) {
    return refused('You must use an allowed mutation name.', ['mutation'], null);
  }
  const [wrong] = validateDocument(schema, document);
  return wrong === undefined ? null : refused(wrong.message);
}

function fileProblem(world: World, path: string): UserError | null {
  const { content } = world.store.findOne(stagedUploads, 0, 'key', path) ?? { content: null };
  const refused = (message: string, code: string): UserError => ({ field: null, message, code });
  if (content === null) return refused(MISSING, 'NO_SUCH_FILE');
  if (content.trim() === '') {
    return refused('The input file is empty.', 'INVALID_STAGED_UPLOAD_FILE');
  }
  if (Buffer.byteLength(content) <= FILE_BYTES_MAX) return null;
  const message = 'The input file size exceeds the maximum allowed size of 100 MB.';
  return refused(message, 'INVALID_STAGED_UPLOAD_FILE');
}
