/** The body of a GraphQL request, in the two ways Shopify takes it. */
import type { Variables } from '../engine/coerce-variables.ts';

export type GraphqlBody = {
  readonly query: string;
  readonly variables: Variables;
  readonly operationName: string | null;
};

/** Null for a body that asks nothing: Shopify answers 400. */
export function readBody(text: string, contentType: string): GraphqlBody | null {
  if (contentType.includes('application/graphql')) {
    return text.trim() === '' ? null : { query: text, variables: {}, operationName: null };
  }
  const parsed = parseJson(text);
  if (!isRecord(parsed) || typeof parsed.query !== 'string' || parsed.query.trim() === '') {
    return null;
  }
  const { query, operationName } = parsed;
  const given =
    typeof parsed.variables === 'string' ? parseJson(parsed.variables) : parsed.variables;
  return {
    query,
    variables: isRecord(given) ? given : {},
    operationName: typeof operationName === 'string' ? operationName : null,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
