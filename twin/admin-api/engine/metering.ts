/** What a request costs, whether it may run, and what is told of it in `extensions.cost`. */
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { actualCost } from '../cost/actual-cost.ts';
import { type BucketOptions, type Buckets, QUERY_COST_MAX } from '../cost/bucket.ts';
import { requestedCost } from '../cost/requested-cost.ts';
import { readingOf } from '../cost/selection.ts';
import type { Variables } from './coerce-variables.ts';
import { maxCostExceeded, throttled } from './errors.ts';
import type { AdminAnswer } from './execute-admin.ts';

export type Metering = {
  readonly buckets: Buckets;
  /** One bucket for each app in each shop. */
  readonly key: string;
  readonly options: BucketOptions;
  /** Whether `Shopify-GraphQL-Cost-Debug: 1` was sent: the cost of each field is told. */
  readonly isDebugged?: boolean;
};

export type Account = {
  /** The answer that refuses the request; null: it may run. */
  readonly refuse: () => AdminAnswer | null;
  /** Takes what it cost; `extensions.cost`. */
  readonly settle: (data: Readonly<Record<string, unknown>>) => object;
};

/** The account of one request. */
export function accountFor(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
  { buckets, key, options, isDebugged = false }: Metering,
): Account {
  const reading = readingOf(schema, document, variables);
  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error(`The schema has no ${operation.operation}.`);
  const requested = requestedCost(reading, operation, root);
  const told = (actual: number | null) => ({
    requestedQueryCost: requested.total,
    actualQueryCost: actual,
    throttleStatus: buckets.status(key, options),
    ...(isDebugged ? { fields: requested.fields } : {}),
  });
  return {
    refuse() {
      if (requested.total > QUERY_COST_MAX) {
        return { errors: [maxCostExceeded(requested.total, QUERY_COST_MAX).toJSON()] };
      }
      if (buckets.hasRoom(key, requested.total, options)) return null;
      return { errors: [throttled().toJSON()], extensions: { cost: told(null) } };
    },
    settle(data) {
      const actual = actualCost({ reading, operation, root, data, requested });
      buckets.take(key, actual, options);
      return told(actual);
    },
  };
}
