/** Whether the ports are free, asked before anything is started, in words one can act on. */
import { createServer } from 'node:net';

/** Throws a sentence that names the setting if nothing can listen on the port. */
export async function claimPort(wanted: {
  setting: string;
  host: string;
  port: number;
}): Promise<void> {
  const { setting, host, port } = wanted;
  const code = await new Promise<string | null>((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
  if (code === null) return;
  const fault: Record<string, string> = {
    EADDRINUSE: `port ${port} on ${host} is taken by another program`,
    EACCES: `port ${port} may not be opened by this user`,
    EADDRNOTAVAIL: `${host} is not an address of this machine (HOST)`,
  };
  const other = port + 100 > 65535 ? port - 100 : port + 100;
  throw new Error(
    `${fault[code] ?? `port ${port} cannot be opened (${code})`}. ` +
      `Set ${setting} to a free one: ${setting}=${other} npm start`,
  );
}
