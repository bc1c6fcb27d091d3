/**
 * Bundles the twin's browser modules with esbuild, in memory: nothing is written, so a start needs
 * no build folder and never serves yesterday's script.
 */
import { build } from 'esbuild';

/** What a server answers for one path. */
export type ServedFile = { readonly type: string; readonly body: string };

/**
 * Bundles each entry to one ES module without imports of its own.
 * `entries`: served path → absolute path of the source file (`fileURLToPath(new URL(…))`).
 * CSS imported with `?inline` becomes a string. Throws with esbuild's message where one fails.
 */
export async function bundleBrowserModules(
  entries: Readonly<Record<string, string>>,
): Promise<Map<string, ServedFile>> {
  const bundled = await Promise.all(
    Object.entries(entries).map(
      async ([path, source]) =>
        [path, { type: 'text/javascript; charset=utf-8', body: await bundleOne(source) }] as const,
    ),
  );
  return new Map(bundled);
}

async function bundleOne(source: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [source],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    loader: { '.css': 'text' },
    legalComments: 'none',
    logLevel: 'silent',
  });
  const [file] = outputFiles;
  if (!file) throw new Error(`esbuild gave nothing for ${source}.`);
  return file.text;
}
