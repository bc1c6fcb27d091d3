import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { assertObjectType, buildSchema, introspectionFromSchema, validateSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fetchSchemas, schemaPath } from './fetch-schemas.ts';
import { loadSchema } from './load-schema.ts';
import type { SchemaName } from './names.ts';
import { readTar } from './read-tar.ts';

const tiny = introspectionFromSchema(buildSchema('type Query { shop: String }'));
const tinyGz = gzipSync(JSON.stringify({ data: tiny }));

/** An archive as tar writes it: a header block, the bytes, padding; two empty blocks at the end. */
function archiveOf(files: Readonly<Record<string, Buffer>>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, bytes]) => {
    const header = Buffer.alloc(512);
    const short = name.length <= 100;
    header.write(short ? name : posix.basename(name), 0);
    header.write(short ? '' : posix.dirname(name), 345);
    header.write(bytes.length.toString(8).padStart(11, '0'), 124);
    header.write('0', 156);
    return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

const archive = archiveOf({
  'package/README.md': Buffer.from('nothing of ours'),
  'package/dist/data/admin_2026-07.json.gz': tinyGz,
  'package/dist/data/customer_2026-07.json.gz': tinyGz,
});
const sha256 = createHash('sha256').update(archive).digest('hex');
const names: SchemaName[] = ['admin_2026-07', 'customer_2026-07'];

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'schemas-'))));
afterAll(() => rmSync(folder, { recursive: true }));

describe('an archive', () => {
  it('yields its plain files, with the folder put before the name', () => {
    const deep = `${'deep/'.repeat(30)}file.txt`;
    const read = [...readTar(archiveOf({ 'a.txt': Buffer.from('a'), [deep]: Buffer.from('') }))];
    expect(read.map(({ name }) => name)).toEqual(['a.txt', deep]);
    expect(read.map(({ bytes }) => bytes.toString())).toEqual(['a', '']);
  });

  it('that is cut off says so', () => {
    const cut = gzipSync(Buffer.concat([headerOfSize('00000007777'), Buffer.alloc(512)]));
    expect(() => [...readTar(cut)]).toThrow('The archive is not whole');
  });
});

function headerOfSize(octal: string): Buffer {
  const header = Buffer.alloc(512);
  header.write('a.txt', 0);
  header.write(octal, 124);
  return header;
}

describe('fetching', () => {
  it(
    'keeps only the schemas, leaves nothing else behind, and ' + 'never fetches them again',
    async () => {
      const cacheDir = join(folder, 'once');
      let fetched = 0;
      const pack = async () => ((fetched += 1), archive);
      await fetchSchemas({ cacheDir, names, pack, sha256 });
      await fetchSchemas({ cacheDir, names, pack, sha256 });
      expect(fetched).toBe(1);
      expect(readdirSync(cacheDir)).toHaveLength(1);
      expect(loadSchema('admin_2026-07', cacheDir).getQueryType()?.name).toBe('Query');
      expect(loadSchema('admin_2026-07', cacheDir)).toBe(loadSchema('admin_2026-07', cacheDir));
    },
  );

  it('twice at once leaves one whole folder', async () => {
    const cacheDir = join(folder, 'twice');
    const options = { cacheDir, names, pack: async () => archive, sha256 };
    await Promise.all([fetchSchemas(options), fetchSchemas(options), fetchSchemas(options)]);
    expect(readdirSync(cacheDir)).toHaveLength(1);
    expect(names.map((name) => statSync(schemaPath(name, cacheDir)).size)).toEqual([
      tinyGz.length,
      tinyGz.length,
    ]);
  });

  it('mends a folder that lost a file', async () => {
    const cacheDir = join(folder, 'mended');
    const options = { cacheDir, names, pack: async () => archive, sha256 };
    await fetchSchemas(options);
    rmSync(schemaPath('admin_2026-07', cacheDir));
    await fetchSchemas(options);
    expect(statSync(schemaPath('admin_2026-07', cacheDir)).size).toBe(tinyGz.length);
  });

  it.each([
    ['another archive', { pack: async () => archive, sha256: 'f'.repeat(64) }, 'not the package'],
    [
      'an archive without a schema',
      { pack: async () => archive, sha256, names: ['admin_2026-10' as const] },
      'lacks admin_2026-10',
    ],
  ])('refuses %s and keeps nothing of it', async (_what, options, sentence) => {
    const cacheDir = mkdtempSync(join(folder, 'refused-'));
    await expect(fetchSchemas({ cacheDir, names, ...options })).rejects.toThrow(sentence);
    expect(readdirSync(cacheDir)).toEqual([]);
  });

  it('says what to do when npm cannot fetch', async () => {
    const cacheDir = mkdtempSync(join(folder, 'offline-'));
    vi.stubEnv('npm_config_offline', 'true');
    vi.stubEnv('npm_config_cache', join(cacheDir, 'empty'));
    try {
      await expect(fetchSchemas({ cacheDir, names })).rejects.toThrow('is this machine online?');
    } finally {
      vi.unstubAllEnvs();
    }
  });
});

describe('a schema that was not fetched', () => {
  it('says which call is missing', () => {
    expect(() => loadSchema('admin_2026-07', join(folder, 'nowhere'))).toThrow('fetchSchemas()');
  });
});

describe("Shopify's own package", () => {
  // shopify.md §2.2, checked 2026-11-23: the numbers of types, queries and mutations.
  it.each([
    ['admin_2026-07', 3535, 287, 518],
    ['admin_2026-10', 3546, 288, 524],
    ['customer_2026-07', 372, 8, 19],
    ['functions_discount_2026-07', 129, 8, 4],
  ] as const)(
    '%s has %i types, %i queries and %i mutations, and is valid',
    async (name, ...of) => {
      await fetchSchemas();
      const schema = loadSchema(name);
      const fieldsOf = (type = schema.getQueryType()) =>
        Object.keys(type?.getFields() ?? {}).length;
      const types = Object.keys(schema.getTypeMap()).length;
      expect([types, fieldsOf(), fieldsOf(schema.getMutationType())]).toEqual(of);
      expect(validateSchema(schema)).toEqual([]);
    },
    60_000,
  );

  it('says who may read a type, and which fields and ids are of which kind', async () => {
    await fetchSchemas();
    const schema = loadSchema('admin_2026-07');
    const customer = assertObjectType(schema.getType('Customer'));
    expect(customer.extensions).toEqual({ requiredAccess: '`read_customers` access scope.' });
    expect(customer.getFields().phone?.extensions).toEqual({ protectedContent: 'phone' });
    const one = schema.getQueryType()?.getFields().customer;
    expect(one?.args[0]?.extensions).toEqual({ gidTypes: ['Customer'] });
  }, 60_000);
});
