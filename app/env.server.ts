/**
 * What the processes are told from outside, read once and before anything else happens. All that
 * is missing or malformed is named in one list, so that a first deployment fails once, not eight
 * times. Values are never repeated in it: most of them are secrets.
 */
import { z } from 'zod';
import { readQueueAddress } from './adapters/queue/queue-address.ts';

/** The settings at fault, by name, and what each should have been. */
export class ConfigurationError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    const count = problems.length === 1 ? 'One setting is' : `${problems.length} settings are`;
    const list = problems.map((problem) => `  ${problem}`).join('\n');
    super(`${count} missing or malformed (docs/running.md explains each):\n${list}`);
    this.name = 'ConfigurationError';
    this.problems = problems;
  }
}

export type WebEnv = z.output<typeof webEnv>;
export type WorkerEnv = z.output<typeof workerEnv>;
type Source = Readonly<Record<string, string | undefined>>;

const urlOf = (protocols: readonly string[], expected: string) =>
  z.string(expected).refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    return url !== null && protocols.includes(url.protocol) && url.hostname !== '';
  }, expected);

const dataKey = 'expected 32 random bytes in base64, as `openssl rand -base64 32` prints them';
const queue =
  'expected redis://host:6379, redis-cluster://host:6379,host:6379 or ' +
  'postgres://laurel_queue:…@host:5432/database';
const port = 'expected a port from 1 to 65535';
const loopback = '127.0.0.1';
const ratio = 'expected a part from 0 to 1, as 0.05';
const interval = 'expected milliseconds, 100 at least';
const level = 'expected one of trace, debug, info, warn, error, fatal, silent';

const appUrl = 'expected https://… of the app itself, or http:// on a loopback address';

const shared = {
  DATABASE_URL: urlOf(
    ['postgres:', 'postgresql:'],
    'expected postgres://laurel_app:…@host:5432/database',
  ),
  QUEUE_URL: z.string(queue).refine((text) => readQueueAddress(text) !== null, queue),
  DATA_KEY: z
    .string(dataKey)
    .regex(/^[A-Za-z0-9+/]{43}=$/, dataKey)
    .transform((text) => Buffer.from(text, 'base64')),
  SHOPIFY_API_KEY: z
    .string('expected the client id of the app, from its page in the Partner dashboard')
    .regex(/^[\w-]{8,64}$/, 'expected 8 to 64 letters and digits: the client id of the app'),
  SHOPIFY_API_SECRET: z
    .string('expected the secret of the app, from its page in the Partner dashboard')
    .min(16, 'expected at least 16 characters: the secret of the app'),
  SHOPIFY_APP_URL: z
    .string(appUrl)
    .refine(isAppUrl, appUrl)
    .transform((text) => new URL(text).origin),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], level)
    .default('info'),
  // Names and meanings are OpenTelemetry's own.
  OTEL_EXPORTER_OTLP_ENDPOINT: urlOf(
    ['http:', 'https:'],
    'expected http://collector:4318',
  ).optional(),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .regex(/^(0(\.\d+)?|1(\.0+)?)$/, ratio)
    .default('1')
    .transform(Number),
  OTEL_METRIC_EXPORT_INTERVAL: z
    .string()
    .regex(/^[1-9]\d{2,7}$/, interval)
    .default('60000')
    .transform(Number),
};

type Shared = {
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined;
  readonly OTEL_TRACES_SAMPLER_ARG: number;
  readonly OTEL_METRIC_EXPORT_INTERVAL: number;
};

/** Null: nobody collects traces and metrics. */
function telemetryOf(env: Shared) {
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT?.replace(/\/+$/, '');
  if (endpoint === undefined) return null;
  const ratio = env.OTEL_TRACES_SAMPLER_ARG;
  return { endpoint, ratio, intervalMs: env.OTEL_METRIC_EXPORT_INTERVAL };
}

const portNumber = z
  .string()
  .regex(/^\d{1,5}$/, port)
  .transform(Number)
  .refine((value) => value >= 1 && value <= 65535, port);

const worker = { HEALTH_HOST: z.string().default(loopback), HEALTH_PORT: portNumber.optional() };

const workerEnv = z.object({ ...shared, ...worker }).transform((env) => ({
  databaseUrl: env.DATABASE_URL,
  queueUrl: env.QUEUE_URL,
  dataKey: env.DATA_KEY,
  logLevel: env.LOG_LEVEL,
  shopifyApiKey: env.SHOPIFY_API_KEY,
  shopifyApiSecret: env.SHOPIFY_API_SECRET,
  shopifyAppUrl: env.SHOPIFY_APP_URL,
  telemetry: telemetryOf(env),
  /** Where the worker answers for its health; null: nowhere. */
  health: env.HEALTH_PORT === undefined ? null : { host: env.HEALTH_HOST, port: env.HEALTH_PORT },
}));

const webEnv = z
  .object({
    ...shared,
    HOST: z.string().default(loopback),
    PORT: portNumber.default(3000),
    STATUS_PASSWORD: z.string().min(8, 'expected at least 8 characters').optional(),
    DATABASE_READ_URL: urlOf(
      ['postgres:', 'postgresql:'],
      'expected postgres://laurel_app:…@replica:5432/database',
    ).optional(),
  })
  .transform((env) => ({
    databaseUrl: env.DATABASE_URL,
    queueUrl: env.QUEUE_URL,
    dataKey: env.DATA_KEY,
    logLevel: env.LOG_LEVEL,
    shopifyApiKey: env.SHOPIFY_API_KEY,
    shopifyApiSecret: env.SHOPIFY_API_SECRET,
    /** Where Shopify and browsers reach us: an origin, without a slash at its end. */
    shopifyAppUrl: env.SHOPIFY_APP_URL,
    telemetry: telemetryOf(env),
    host: env.HOST,
    port: env.PORT,
    /** Null: /status is served on a loopback HOST only. */
    statusPassword: env.STATUS_PASSWORD ?? null,
    /** Null: there is no replica, and what may be stale is read where everything is. */
    databaseReadUrl: env.DATABASE_READ_URL ?? null,
  }));

/** Shopify talks to apps over TLS only; a twin on this machine has no need of it. */
function isAppUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.pathname !== '/' || url.search !== '' || url.hash !== '') return false;
  if (url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'https:') return true;
  const isLoopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  return url.protocol === 'http:' && isLoopback;
}

/** The web process's settings. Throws a ConfigurationError that lists every one at fault. */
export function readWebEnv(source: Source): WebEnv {
  return read(webEnv, source);
}

/** The worker's settings. Throws a ConfigurationError that lists every one at fault. */
export function readWorkerEnv(source: Source): WorkerEnv {
  return read(workerEnv, source);
}

function read<Schema extends z.ZodType>(schema: Schema, source: Source): z.output<Schema> {
  // An empty value is how many env files and dashboards say "not set".
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const problems = new Map<string, string>();
  for (const issue of result.error.issues) {
    const name = String(issue.path[0]);
    const fault = given[name] === undefined ? 'is missing' : 'is malformed';
    if (!problems.has(name)) problems.set(name, `${name} ${fault}: ${issue.message}`);
  }
  throw new ConfigurationError([...problems.values()]);
}
