/**
 * Errors of the whole field, as Shopify words them: they stand in `errors`, not in `userErrors`.
 * Shapes: https://shopify.dev/docs/api/admin-graphql (Status and error codes), and answers recorded
 * in the public repository airhorns/shopify-draft-proxy (2026-08).
 */
import { GraphQLError } from 'graphql';

const SCOPES_PAGE = 'https://shopify.dev/api/usage/access-scopes';
const LIMITS_PAGE = 'https://shopify.dev/api/usage/rate-limits';
const CUSTOMER_DATA_PAGE = 'https://shopify.dev/docs/apps/launch/protected-customer-data';

/**
 * What the twin lacks, by its name. Shopify has no such error: nothing else may be mistaken for it.
 */
export function notImplemented(name: string): GraphQLError {
  return coded(`The twin does not implement ${name}.`, 'NOT_IMPLEMENTED', { name });
}

/** The token lacks a scope; `requiredAccess` is Shopify's sentence about it. */
export function accessDenied(fieldName: string, requiredAccess: string): GraphQLError {
  const message = `Access denied for ${fieldName} field. Required access: ${requiredAccess}`;
  return coded(message, 'ACCESS_DENIED', { documentation: SCOPES_PAGE, requiredAccess });
}

/** The app is not approved for protected customer data of an object, or of one of its fields. */
export function notApproved(what: string): GraphQLError {
  const message =
    `This app is not approved to ${what}. See ` + `${CUSTOMER_DATA_PAGE} for more details.`;
  return coded(message, 'ACCESS_DENIED', { documentation: SCOPES_PAGE });
}

export function throttled(): GraphQLError {
  return coded('Throttled', 'THROTTLED', { documentation: LIMITS_PAGE });
}

export function maxCostExceeded(cost: number, maxCost: number): GraphQLError {
  const message =
    `Query cost is ${cost}, which exceeds the single query max cost limit (${maxCost}).\n\n` +
    'See https://shopify.dev/concepts/about-apis/rate-limits for more information on how the\n' +
    'cost of a query is calculated.\n\nTo query larger amounts of data with fewer limits, bulk ' +
    'operations should be used instead.\nSee ' +
    'https://shopify.dev/tutorials/perform-bulk-operations-' +
    'with-admin-api for usage details.\n';
  return coded(message, 'MAX_COST_EXCEEDED', { cost, maxCost, documentation: LIMITS_PAGE });
}

/** An argument that no schema forbids and Shopify refuses, e.g. neither `first` nor `last`. */
export function badRequest(message: string): GraphQLError {
  return coded(message, 'BAD_REQUEST');
}

export function notFound(message: string): GraphQLError {
  return coded(message, 'RESOURCE_NOT_FOUND');
}

/** Any other error of a field, by its code. */
export function coded(message: string, code: string, extensions: object = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...extensions } });
}
