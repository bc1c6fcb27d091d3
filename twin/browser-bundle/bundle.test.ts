import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleBrowser, HOST_PATH, WORKER_PATH } from '../extensions/build-browser.ts';
import { bundleBrowserModules } from './bundle.ts';

describe('bundling browser modules', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  it('gives one script per path, types gone and styles as text', async () => {
    write('blue.css', 'p { color: blue }');
    const source = write(
      'page.ts',
      "import css from './blue.css?inline';\nexport const words: string = css;",
    );
    const files = await bundleBrowserModules({ '/page.js': source });
    expect([...files.keys()]).toEqual(['/page.js']);
    expect(files.get('/page.js')?.type).toBe('text/javascript; charset=utf-8');
    const { words } = (await import(
      `data:text/javascript,${encodeURIComponent(files.get('/page.js')?.body ?? '')}`
    )) as { words: string };
    expect(words).toBe('p { color: blue }');
  });

  it('says which line of which file is wrong', async () => {
    const source = write('broken.ts', 'export const a = ;');
    await expect(bundleBrowserModules({ '/broken.js': source })).rejects.toThrow(/broken\.ts:1:17/);
  });

  it('bundles the extension host and its worker without a package left to import', async () => {
    const files = await bundleBrowser();
    expect([...files.keys()]).toEqual([HOST_PATH, WORKER_PATH]);
    for (const { body } of files.values()) expect(body).not.toMatch(/^import .* from ["'][@a-z]/m);
  });
});
