/**
 * What QUEUE_URL says, which is one of
 *
 *     redis://user:word@host:6379/0                 one Redis; rediss:// with TLS
 *     redis-cluster://user:word@a:6379,b:6379,c     a Redis Cluster; rediss-cluster:// with TLS
 *     postgres://laurel_queue:word@host:5432/db     BullMQ's own PostgreSQL backend
 *
 * Of a cluster some of its nodes are enough: they tell of the others.
 */

export type ClusterNode = { readonly host: string; readonly port: number };

export type QueueAddress =
  | { readonly kind: 'postgres' | 'redis'; readonly url: string }
  | {
      readonly kind: 'redis-cluster';
      /** At least one. */
      readonly nodes: readonly ClusterNode[];
      readonly tls: boolean;
      /** The same for every node; null where none is given. */
      readonly username: string | null;
      readonly password: string | null;
    };

const CLUSTER = /^redis(s?)-cluster:\/\/(?:([^@/]*)@)?([^@/?#]+)\/?$/;
const REDIS_PORT = 6379;

/** The queue's address; null where the text is none. */
export function readQueueAddress(text: string): QueueAddress | null {
  const [, tls, account = '', hosts] = CLUSTER.exec(text) ?? [];
  if (hosts !== undefined) return clusterAddress(hosts, account, tls !== '');
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.hostname === '') return null;
  if (url.protocol === 'redis:' || url.protocol === 'rediss:') return { kind: 'redis', url: text };
  const isPostgres = url.protocol === 'postgres:' || url.protocol === 'postgresql:';
  return isPostgres ? { kind: 'postgres', url: text } : null;
}

function clusterAddress(hosts: string, account: string, tls: boolean): QueueAddress | null {
  const nodes = hosts.split(',').map(nodeOf);
  const [username = '', password = ''] = account.split(':', 2).map(decoded);
  if (!nodes.every((node) => node !== null) || username === null || password === null) return null;
  return {
    ...{ kind: 'redis-cluster', nodes, tls },
    username: username || null,
    password: password || null,
  };
}

function nodeOf(text: string): ClusterNode | null {
  // A scheme without a port of its own: 80 is not dropped as if it went without saying.
  const url = URL.canParse(`redis://${text}`) ? new URL(`redis://${text}`) : null;
  if (url === null || url.hostname === '') return null;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? REDIS_PORT : Number(url.port),
  };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
