/**
 * Arrays in arguments hold at most 250 items, a few of them more or fewer
 * (https://shopify.dev/docs/api/usage/limits, read 2026-11; the words are of recorded answers).
 */
import { GraphQLError, type GraphQLResolveInfo } from 'graphql';

const ITEMS_MAX = 250;

const OTHERWISE: Readonly<Record<string, number>> = {
  'productSet.input.variants': 2048,
  'draftOrderCreate.input.lineItems': 499,
};

/** Throws Shopify's error for an array that is too long. */
export function assertInputSizes(args: unknown, info: GraphQLResolveInfo): void {
  visitArrays(args, [], (length, path) => {
    const max = OTHERWISE[[info.fieldName, ...path].join('.')] ?? ITEMS_MAX;
    if (length <= max) return;
    const message =
      `The input array size of ${length} is greater than the ` + `maximum allowed of ${max}.`;
    throw new GraphQLError(message, {
      nodes: info.fieldNodes,
      path: [info.path.key, ...path],
      extensions: { code: 'MAX_INPUT_SIZE_EXCEEDED' },
    });
  });
}

type Visit = (length: number, path: readonly (string | number)[]) => void;

function visitArrays(value: unknown, path: readonly (string | number)[], tell: Visit): void {
  if (Array.isArray(value)) {
    tell(value.length, path);
    value.forEach((item, index) => visitArrays(item, [...path, index], tell));
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) visitArrays(item, [...path, name], tell);
  }
}
