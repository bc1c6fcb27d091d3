/**
 * Writes Prisma's client into node_modules, whenever the schema or Prisma itself changed. The
 * generator only wants *some* engine file to exist, never runs it, and would else download one.
 * Built-ins only.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Generates the client with the given Node, unless the one there was made from the same input. */
export async function generatePrismaClient(root, node) {
  const schema = join(root, 'prisma', 'schema.prisma');
  const modules = join(root, 'node_modules');
  if (!existsSync(schema)) return;
  const hash = createHash('sha256').update(readFileSync(schema));
  for (const name of ['prisma', '@prisma/client']) {
    hash.update(readFileSync(join(modules, name, 'package.json')));
  }
  const made = hash.digest('hex');
  const stamp = join(modules, '.laurel-prisma');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === made) return;
  console.error('Generating the database client …');
  const { code, output } = await run(
    node,
    [join(modules, 'prisma/build/index.js'), 'generate'],
    root,
  );
  if (code !== 0) throw new Error(`prisma generate failed (exit ${code}):\n${output.trim()}`);
  writeFileSync(stamp, made);
}

function run(node, args, root) {
  const env = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: node,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  };
  const child = spawn(node, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
