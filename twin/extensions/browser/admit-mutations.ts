/**
 * Stands between a worker and the page: what the surface does not know is not drawn. A tag of no
 * element becomes a plain holder of its children, and the console says so; its properties and
 * events are dropped. remote-dom's receiver would refuse the whole batch instead.
 */
import type { ElementTable } from '../elements/element-table.ts';
import type { MutationRecords } from './wire.ts';

/** Draws children and nothing else. */
export const HOLDER_TAG = 'twin-unknown-element';

const INSERT = 0;
const ELEMENT_NODE = 1;
const UPDATE_PROPERTY = 3;

type RemoteNode = {
  readonly id: string;
  readonly type: number;
  readonly element?: string;
  readonly children?: readonly RemoteNode[];
};

/** Answers the records the receiver may have; `warn` is told each unknown tag once. */
export function createGate(table: ElementTable, warn: (tag: string) => void) {
  const unknown = new Set<string>();
  const warned = new Set<string>();

  const admitNode = (node: RemoteNode): RemoteNode => {
    if (node.type !== ELEMENT_NODE) return node;
    const children = (node.children ?? []).map(admitNode);
    if (node.element !== undefined && node.element in table) return { ...node, children };
    const tag = String(node.element);
    unknown.add(node.id);
    if (!warned.has(tag)) warn(tag);
    warned.add(tag);
    return {
      id: node.id,
      type: node.type,
      element: HOLDER_TAG,
      attributes: { name: tag },
      children,
    } as RemoteNode;
  };

  return (records: MutationRecords): MutationRecords =>
    records.flatMap((record) => {
      const [type, id, what, ...rest] = record;
      if (type === INSERT) return [[type, id, admitNode(what as RemoteNode), ...rest]];
      if (type === UPDATE_PROPERTY && unknown.has(String(id))) return [];
      return [record];
    });
}
