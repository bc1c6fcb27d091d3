import { createServer } from 'node:net';

/**
 * A free loopback port below 32768, where the system takes no ports for outgoing connections. The
 * port is only free at this moment: bind it soon.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = 12_000 + Math.floor(Math.random() * 20_000);
    if (await isFree(port)) return port;
  }
  throw new Error('no free port between 12000 and 32000');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Different ones, although each is only probed. */
export async function freePorts<Name extends string>(
  names: readonly Name[],
): Promise<Record<Name, number>> {
  const ports = new Set<number>();
  while (ports.size < names.length) ports.add(await freePort());
  const taken = [...ports];
  return Object.fromEntries(names.map((name, at) => [name, taken[at]])) as Record<Name, number>;
}
