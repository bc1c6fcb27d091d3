/**
 * The JSONL of a bulk query: a line for each node of each connection, nodes of nested ones after
 * the node they hang on and with its id in `__parentId`
 * (https://shopify.dev/docs/api/usage/bulk-operations/queries#the-jsonl-data-format, read
 * 2026-11-23).
 */

export type Line = Readonly<Record<string, unknown>>;
type Data = Readonly<Record<string, unknown>>;

/** The lines of what one run of the query gave. */
export function linesOf(data: Data): Line[] {
  return Object.values(data).flatMap((value) => {
    if (!isData(value)) return [];
    return isConnectionData(value) ? linesOfConnection(value, null) : linesOfObject(value);
  });
}

/** An object at the root is no line by itself: only what its connections hold is. */
function linesOfObject(value: Data): Line[] {
  const { connections } = divide(value);
  const id = typeof value.id === 'string' ? value.id : null;
  return connections.flatMap((connection) => linesOfConnection(connection, id));
}

function linesOfConnection({ edges }: Data, parentId: string | null): Line[] {
  return (edges as readonly { readonly node?: unknown }[]).flatMap(({ node }) => {
    if (!isData(node)) return [];
    const { plain, connections } = divide(node);
    const line = parentId === null ? plain : { ...plain, __parentId: parentId };
    const id = typeof node.id === 'string' ? node.id : null;
    return [line, ...connections.flatMap((connection) => linesOfConnection(connection, id))];
  });
}

/** An object without its connections, and these, wherever in it they were. */
function divide(value: Data): { plain: Line; connections: Data[] } {
  const connections: Data[] = [];
  const plain: Record<string, unknown> = {};
  for (const [key, one] of Object.entries(value)) {
    if (!isData(one)) {
      plain[key] = one;
    } else if (isConnectionData(one)) {
      connections.push(one);
    } else {
      const inner = divide(one);
      plain[key] = inner.plain;
      connections.push(...inner.connections);
    }
  }
  return { plain, connections };
}

function isConnectionData(value: Data): boolean {
  return Array.isArray(value.edges);
}

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
