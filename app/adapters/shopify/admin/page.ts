/** A connection of the Admin API, as a page and where the next one begins. */
import { z } from 'zod';

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });

/** `next` is null on the last page. */
export function pageOf<Node extends z.ZodType>(node: Node) {
  return z
    .object({ nodes: z.array(node), pageInfo })
    .transform(({ nodes, pageInfo: { hasNextPage, endCursor } }) => ({
      nodes,
      next: hasNextPage ? endCursor : null,
    }));
}
