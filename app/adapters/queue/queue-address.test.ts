import { describe, expect, it } from 'vitest';
import { readQueueAddress } from './queue-address.ts';

const cluster = { kind: 'redis-cluster', tls: false, username: null, password: null };

describe('the address of the queue', () => {
  it.each([
    ['redis://queue:6379', 'redis'],
    ['rediss://user:word@queue/1', 'redis'],
    ['postgres://laurel_queue:word@db:5432/laurel', 'postgres'],
    ['postgresql://db/laurel', 'postgres'],
  ])('of %s is handed on as it is', (url, kind) => {
    expect(readQueueAddress(url)).toEqual({ kind, url });
  });

  it('of a cluster names nodes, each with Redis’s own port where it has none', () => {
    expect(readQueueAddress('redis-cluster://a:7001,b,[::1]:7003')).toEqual({
      ...cluster,
      nodes: [
        { host: 'a', port: 7001 },
        { host: 'b', port: 6379 },
        { host: '::1', port: 7003 },
      ],
    });
  });

  it('of a cluster has one account for all nodes, and TLS where it says so', () => {
    expect(readQueueAddress('rediss-cluster://queue:p%40ss@a:1/')).toEqual({
      ...cluster,
      ...{ tls: true, username: 'queue', password: 'p@ss' },
      nodes: [{ host: 'a', port: 1 }],
    });
    expect(readQueueAddress('redis-cluster://:word@a:1')).toMatchObject({ password: 'word' });
  });

  it.each([
    'http://queue',
    'no address',
    'redis://',
    'redis-cluster://',
    'redis-cluster://a,',
    'redis-cluster://a:port',
    'redis-cluster://a:99999',
    'redis-cluster://%zz@a:1',
    'redis-cluster://a:1/0',
  ])('is not %s', (text) => {
    expect(readQueueAddress(text)).toBeNull();
  });
});
