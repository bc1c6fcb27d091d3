#!/usr/bin/env node
/**
 * Development only: lets `prisma migrate dev`, `diff` and `status` run where Prisma's native schema
 * engine cannot be downloaded. Prisma's CLI talks JSON-RPC to a program it starts; this is such a
 * program, around the same engine compiled to WebAssembly and Prisma's own driver for pg.
 *
 *     PRISMA_SCHEMA_ENGINE_BINARY=$PWD/scripts/schema-engine.mjs npx prisma migrate diff …
 *
 * The protocol is not documented and may change with any version of Prisma: all of it is pinned.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import * as engineGlue from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { parse as parseUrl } from 'pg-connection-string';

/** The engine's own last words, if it broke. */
let panic;
const given = readArguments(process.argv.slice(2));

function readArguments(words) {
  const after = (name) => words.flatMap((word, at) => (word === name ? [words[at + 1]] : []));
  const [datasource = '{}'] = after('--datasource');
  const isCommand = (word) => /^(can-connect-to|create|drop)-database$/.test(word);
  return {
    version: words.includes('--version'),
    datamodels: after('--datamodels'),
    url: JSON.parse(datasource).url ?? process.env.DATABASE_OWNER_URL ?? '',
    databaseCommand: (words.includes('cli') && words.find(isCommand)) || null,
  };
}

/** The parts of the address: given as one string it would win over the shadow database's name. */
function connection() {
  const { host, port, user, password, database, ssl } = parseUrl(given.url);
  return { host, port: Number(port ?? 5432), user, password, database, ssl };
}

async function withClient(config, work) {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function runDatabaseCommand(command) {
  const config = connection();
  const name = pg.escapeIdentifier(config.database);
  const statements = {
    'can-connect-to-database': [config, 'SELECT 1'],
    'create-database': [{ ...config, database: 'postgres' }, `CREATE DATABASE ${name}`],
    'drop-database': [{ ...config, database: 'postgres' }, `DROP DATABASE ${name}`],
  };
  const [target, statement] = statements[command];
  try {
    await withClient(target, (client) => client.query(statement));
  } catch (error) {
    // The codes Prisma's CLI knows: no such database, it exists, no server.
    const codes = { '3D000': 'P1003', '42P04': 'P1009' };
    const fields = { message: error.message, error_code: codes[error.code] ?? 'P1001' };
    const report = { level: 'ERROR', target: 'schema_engine::logger', fields };
    process.stderr.write(`\n${JSON.stringify(report)}`);
    process.exitCode = 1;
  }
}

function loadEngine() {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('@prisma/schema-engine-wasm'));
  const bytes = readFileSync(join(folder, 'schema_engine_bg.wasm'));
  const { Instance, Module } = WebAssembly;
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message: (message) => (panic = new Error(message)),
  };
  const { exports } = new Instance(new Module(bytes), { './schema_engine_bg.js': engineGlue });
  engineGlue.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
}

/** Columns of PostgreSQL's type "char": the driver does not know it, the engine insists on it. */
const charColumns = new Set();

/** The driver refuses some types of the catalogue; told that they are text, it reads them. */
function readCatalogueTypes() {
  const [CHAR, TEXT, TEXTS] = [18, 25, 1009];
  const asText = new Map([
    [CHAR, TEXT],
    [2205, TEXT], // regclass
    [2206, TEXT], // regtype
    [1002, TEXTS],
    [1003, TEXTS],
  ]);
  const addFields = pg.Result.prototype.addFields;
  pg.Result.prototype.addFields = function (fields) {
    for (const field of fields) {
      if (field.dataTypeID === CHAR) charColumns.add(field.name);
      field.dataTypeID = asText.get(field.dataTypeID) ?? field.dataTypeID;
    }
    return addFields.call(this, fields);
  };
}

/**
 * The driver as the engine needs it. Prisma's own cuts a script at every semicolon, also inside a
 * function's body, and drops its shadow database while still connected to it.
 */
class Databases extends PrismaPg {
  async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      await adapter.client.query(script).catch((error) => adapter.onError(error));
    };
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      result.columnNames.forEach((name, at) => {
        if (charColumns.has(name)) result.columnTypes[at] = ColumnTypeEnum.Character;
      });
      return result;
    };
    return adapter;
  }

  async connectToShadowDb() {
    const config = connection();
    const database = `prisma_migrate_shadow_db_${randomUUID()}`;
    const name = pg.escapeIdentifier(database);
    await withClient(config, (client) => client.query(`CREATE DATABASE ${name}`));
    const shadow = await new Databases({ ...config, database }).connect();
    const leave = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await leave().catch(() => undefined);
      await withClient(config, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
    };
    return shadow;
  }
}

function serve() {
  let engine;
  const methods = { getDatabaseVersion: 'version' };
  const call = async (method, params) => {
    engine ??= await openEngine();
    return (await engine[methods[method] ?? method](params)) ?? {};
  };
  const say = (message) =>
    process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const pending = new Set();
  // The CLI takes an engine that dies for one that had nothing to say: answer first.
  process.once('uncaughtException', (error) => {
    for (const id of pending) say({ id, error: asRpcError(panic ?? error) });
    process.exitCode = 1;
  });
  const lines = createInterface({ input: process.stdin });
  lines.on('line', async (line) => {
    const { id, method, params } = line.trim() === '' ? {} : JSON.parse(line);
    if (id === undefined || method === undefined) return;
    pending.add(id);
    try {
      const result = await call(method, params);
      // The CLI shows what comes as a request of its own; its number must not be one of the CLI's.
      const content = result.stdout;
      if (typeof content === 'string') {
        say({ id: 9_000_000 + id, method: 'print', params: { content } });
      }
      say({ id, result });
    } catch (error) {
      say({ id, error: asRpcError(error) });
    } finally {
      pending.delete(id);
    }
  });
  lines.on('close', () => process.exit(0));
}

function openEngine() {
  const files = given.datamodels.map((file) => [file, readFileSync(file, 'utf8')]);
  const nothing = [['empty.prisma', 'datasource db { provider = "postgresql" }']];
  const factory = bindMigrationAwareSqlAdapterFactory(new Databases(connection()));
  const log = (line) => process.stderr.write(`${line}\n`);
  const datamodels = files.length > 0 ? files : nothing;
  return engineGlue.SchemaEngine.new({ datamodels }, log, factory);
}

function asRpcError(error) {
  const message = String(error?.message ?? error);
  const data = { is_panic: false, message, error_code: error?.code ?? 'P3000', meta: error?.meta };
  return { code: 4466, message, data: { ...data, meta: data.meta ?? {} } };
}

if (given.version) {
  loadEngine();
  console.log(`schema-engine wasm ${engineGlue.version()}`);
} else if (given.databaseCommand !== null) {
  await runDatabaseCommand(given.databaseCommand);
} else {
  loadEngine();
  readCatalogueTypes();
  serve();
}
