/**
 * How both processes begin: settings, log, role. Whoever starts one learns why it does not start
 * from stderr, whatever LOG_LEVEL says, and the exit code is 1.
 */
import type { Server } from 'node:http';
import { type Logger, pino } from 'pino';
import { ConfigurationError } from './env.server.ts';

type Settings = { readonly logLevel: string };
type Composed = { readonly roleProblems: () => Promise<readonly string[]> };

/** A process, and how it is put together. */
type Beginning<Env extends Settings, C extends Composed> = {
  readonly name: 'web' | 'worker';
  readonly readEnv: (source: NodeJS.ProcessEnv) => Env;
  readonly compose: (env: Env, log: Logger) => C;
};

/**
 * Reads the settings and composes the process. Ends it where a setting is at fault, the database
 * does not answer or would not hold us to one program at a time; later, at any error nobody
 * handled.
 */
export async function startUp<Env extends Settings, C extends Composed>({
  name,
  readEnv,
  compose,
}: Beginning<Env, C>): Promise<{ env: Env; log: Logger; composed: C }> {
  const env = settings(readEnv);
  const log = pino({ level: env.logLevel, base: { process: name } });
  process.on('uncaughtException', (error) => endBadly(name, log, error));
  process.on('unhandledRejection', (reason) => endBadly(name, log, reason));
  const composed = compose(env, log);
  const problems = await composed.roleProblems().catch((error: unknown) => {
    const why = error instanceof Error ? error.message : 'no reason given';
    return giveUp(`The database of DATABASE_URL does not answer: ${why}`);
  });
  if (problems.length > 0)
    giveUp([`The ${name} process does not start.`, ...problems].join('\n  '));
  return { env, log, composed };
}

/** Listens; ends the process where it cannot, and says which setting to look at. */
export function listenOrGiveUp(
  server: Server,
  at: { readonly host: string; readonly port: number; readonly setting: 'PORT' | 'HEALTH_PORT' },
): Promise<void> {
  const { host, port, setting } = at;
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') {
        giveUp(
          `Port ${port} of ${host} is taken by another process: set ${setting} to a free one.`,
        );
      }
      if (error.code === 'EADDRNOTAVAIL' || error.code === 'EACCES') {
        const hostSetting = setting.replace('PORT', 'HOST');
        giveUp(
          `Cannot listen on ${host}:${port} (${error.code}): check ${hostSetting} and ${setting}.`,
        );
      }
      throw error;
    });
    server.listen(port, host, resolve);
  });
}

/** Ends the process with a sentence for whoever started it. */
export function giveUp(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function settings<Env>(readEnv: (source: NodeJS.ProcessEnv) => Env): Env {
  try {
    return readEnv(process.env);
  } catch (error) {
    if (error instanceof ConfigurationError) return giveUp(error.message);
    throw error;
  }
}

function endBadly(name: string, log: Logger, error: unknown): never {
  const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const message = `An error nobody handled ends the ${name} process.`;
  if (!log.isLevelEnabled('error')) giveUp(`${message}\n${said}`);
  log.error({ error: said }, message);
  process.exit(1);
}
