/** A schema built from Shopify's introspection, once a process. */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from 'graphql';
import { annotate } from './annotate.ts';
import { schemaPath } from './fetch-schemas.ts';
import type { SchemaName } from './names.ts';

const built = new Map<string, GraphQLSchema>();

/**
 * The executable schema of that name; a third of a second for the Admin API, then kept. Its fields
 * have no resolvers. Throws a sentence when the schema has not been fetched.
 */
export function loadSchema(name: SchemaName, cacheDir?: string): GraphQLSchema {
  const path = schemaPath(name, cacheDir);
  const known = built.get(path);
  if (known !== undefined) return known;
  if (!existsSync(path)) {
    throw new Error(`The schema ${name} is not here: call fetchSchemas() before loadSchema().`);
  }
  const text = gunzipSync(readFileSync(path)).toString('utf8');
  const { data } = JSON.parse(text) as { data: IntrospectionQuery };
  // Shopify's schemas are valid (checked in a test); proving it again costs each start a second.
  const schema = buildClientSchema(data, { assumeValid: true });
  annotate(schema, data.__schema.types);
  built.set(path, schema);
  return schema;
}
