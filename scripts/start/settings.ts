/**
 * The settings of `npm start`. With DATABASE_URL the environment says everything, and says it to
 * the processes too. Without it this is a demo: its database is our own, and its secrets are made
 * once and kept in the data folder, readable by nobody else.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigurationError, readWebEnv } from '../../app/env.server.ts';
import { readAppToml } from '../../twin/apps/read-app-toml.ts';
import type { Passwords } from '../embedded-postgres/roles.ts';

type Source = Readonly<Record<string, string | undefined>>;

const ROOT = join(import.meta.dirname, '..', '..');

export type EmbeddedSettings = { port: number; admin: string; passwords: Passwords };

/** The local Shopify that the demo stands before; its ports. */
export type TwinSettings = { admin: number; storefront: number; front: number; mail: number };

export type StartSettings = {
  host: string;
  port: number;
  /** The whole environment of web and worker; the owner of the tables is none of their business. */
  env: Source;
  ownerUrl: string;
  /** Null: the database is somebody else's to run. */
  embedded: EmbeddedSettings | null;
  /** Null: it was switched off, or the database is somebody else's and no demo stands here. */
  twin: TwinSettings | null;
};

/** Not PostgreSQL's own 5432, where the machine's own server may listen. */
const DATABASE_PORT = 25432;
const TWIN_PORT = 3100;
/** The mailbox stands apart: its port reminds of SMTP's own 25. */
const MAIL_ABOVE = 25;

const MADE: Readonly<Record<string, () => string>> = {
  SHOPIFY_API_SECRET: () => `demo_${randomBytes(24).toString('hex')}`,
  DATA_KEY: () => randomBytes(32).toString('base64'),
  POSTGRES_ADMIN_PASSWORD: () => randomBytes(18).toString('hex'),
  POSTGRES_OWNER_PASSWORD: () => randomBytes(18).toString('hex'),
  POSTGRES_APP_PASSWORD: () => randomBytes(18).toString('hex'),
  POSTGRES_QUEUE_PASSWORD: () => randomBytes(18).toString('hex'),
};

/** The folder of the demo's database, secrets and logs. */
export function dataFolder(source: Source): string {
  return resolve(source.LAUREL_DATA || join(ROOT, '.laurel'));
}

/** The port `npm start` will answer on, as far as it can be told before everything is checked. */
export function addressOf(source: Source): string {
  return `http://${reachableHost(source.HOST || '127.0.0.1')}:${source.PORT || '3000'}`;
}

/** An address of this machine at which a server on `host` answers. */
export function reachableHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

/** Throws one ConfigurationError that lists everything missing or malformed. */
export function readStartSettings(source: Source, folder: string): StartSettings {
  const problems: string[] = [];
  const databasePort = portOf(source, { name: 'DATABASE_PORT', usual: DATABASE_PORT }, problems);
  const twinPort = portOf(source, { name: 'TWIN_PORT', usual: TWIN_PORT }, problems);
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  if (given.DATABASE_URL !== undefined && given.DATABASE_OWNER_URL === undefined) {
    problems.push(
      'DATABASE_OWNER_URL is missing: expected postgres://laurel_owner:…@host:5432/database ' +
        '(DATABASE_URL is set, and migrations run as the owner)',
    );
  }
  if (!/^(on|off|)$/.test(source.TWIN ?? '')) {
    problems.push('TWIN is malformed: expected on or off');
  }
  if (twinPort > 65535 - MAIL_ABOVE) {
    problems.push(`TWIN_PORT is too high: the mailbox stands ${MAIL_ABOVE} above it`);
  }
  const embedded = given.DATABASE_URL === undefined ? readDemo(folder, databasePort) : null;
  const twin = embedded !== null && source.TWIN !== 'off' ? twinPorts(twinPort) : null;
  const { DATABASE_OWNER_URL: ownerUrl, ...env }: Source = {
    ...given,
    ...(embedded && demoEnv(given, embedded)),
    ...(embedded && appEnv(given, twin)),
  };
  const web = readOrNote(env, problems);
  if (web === null || problems.length > 0) throw new ConfigurationError(problems);
  const { host, port } = web;
  return {
    host,
    port,
    env,
    ownerUrl: ownerUrl ?? '',
    embedded: embedded?.settings ?? null,
    twin,
  };
}

/** What web makes of the environment; null, its problems noted, where it would refuse to start. */
function readOrNote(env: Source, problems: string[]): { host: string; port: number } | null {
  try {
    return readWebEnv(env);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    problems.push(...error.problems);
    return null;
  }
}

type Demo = { settings: EmbeddedSettings; secrets: Record<string, string> };

function demoEnv(given: Source, { settings, secrets }: Demo): Record<string, string | undefined> {
  const url = (role: string, password: string) =>
    `postgres://${role}:${password}@127.0.0.1:${settings.port}/laurel`;
  return {
    DATABASE_URL: url('laurel_app', settings.passwords.app),
    DATABASE_OWNER_URL: url('laurel_owner', settings.passwords.owner),
    QUEUE_URL: given.QUEUE_URL ?? url('laurel_queue', settings.passwords.queue),
    SHOPIFY_API_SECRET: given.SHOPIFY_API_SECRET ?? secrets.SHOPIFY_API_SECRET,
    DATA_KEY: given.DATA_KEY ?? secrets.DATA_KEY,
  };
}

/**
 * What Shopify would have told us of our app. The twin stands in for it: its front door is where
 * the app is reached, and the preload of the processes is told where the twin itself is.
 */
function appEnv(given: Source, twin: TwinSettings | null): Record<string, string | undefined> {
  const toml = readFileSync(join(ROOT, 'shopify.app.toml'), 'utf8');
  const { clientId } = readAppToml(toml, 'shopify.app.toml').configuration;
  const appUrl =
    twin === null ? addressOf(given).replace('[::1]', '127.0.0.1') : loopback(twin.front);
  return {
    SHOPIFY_API_KEY: given.SHOPIFY_API_KEY ?? clientId,
    SHOPIFY_APP_URL: given.SHOPIFY_APP_URL ?? appUrl,
    ...(twin && { SHOPIFY_TWIN_ORIGIN: loopback(twin.admin) }),
  };
}

const loopback = (port: number): string => `http://127.0.0.1:${port}`;

/** Reads the demo's secrets and makes the ones that are not there yet. */
function readDemo(folder: string, port: number): Demo {
  const file = join(folder, 'demo.env');
  const found = existsSync(file) ? parse(readFileSync(file, 'utf8')) : {};
  if (found.POSTGRES_ADMIN_PASSWORD === undefined && existsSync(join(folder, 'postgres'))) {
    throw new Error(
      `${file} has lost the password of the database beside it: put the file back, or remove ` +
        `${folder} to begin with an empty demo`,
    );
  }
  const secrets = { ...found };
  for (const [name, make] of Object.entries(MADE)) secrets[name] ??= make();
  const lines = Object.entries(secrets).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(`${file}.new`, lines.join(''), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  const secret = (name: string) => secrets[`POSTGRES_${name}_PASSWORD`] ?? '';
  const passwords = { owner: secret('OWNER'), app: secret('APP'), queue: secret('QUEUE') };
  return { secrets, settings: { port, admin: secret('ADMIN'), passwords } };
}

function parse(text: string): Record<string, string> {
  const pairs = text.matchAll(/^([A-Z_]+)=(.*)$/gm);
  return Object.fromEntries([...pairs].map(([, name = '', value = '']) => [name, value]));
}

/** The first port is set, the others stand beside it. */
function twinPorts(admin: number): TwinSettings {
  return { admin, storefront: admin + 1, front: admin + 2, mail: admin + MAIL_ABOVE };
}

function portOf(
  source: Source,
  { name, usual }: { name: string; usual: number },
  problems: string[],
): number {
  const text = source[name] || String(usual);
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65535) return port;
  problems.push(`${name} is malformed: expected a port from 1 to 65535`);
  return usual;
}
