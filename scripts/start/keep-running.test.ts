import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAlive } from '../embedded-postgres/leftovers.ts';
import { keepRunning } from './keep-running.ts';

describe('a child that is kept running', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'laurel-children-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs the text as a child; resolves to the first thing that happens to it. */
  const keep = (text: string) => {
    const script = join(folder, 'child.mjs');
    const logFile = join(folder, 'child.log');
    writeFileSync(script, text);
    const pids: number[] = [];
    const restarts: string[] = [];
    let stop: () => Promise<void> = async () => undefined;
    const givenUp = new Promise<Error>((resolve) => {
      stop = keepRunning({
        name: 'child',
        script,
        env: { PATH: process.env.PATH },
        logFile,
        onStart: (pid) => pids.push(pid),
        onRestart: (words) => restarts.push(words),
        onGiveUp: resolve,
      });
    });
    return { pids, restarts, givenUp, stop: () => stop(), logFile };
  };

  it('is given up with its last words if it dies at once, and again', async () => {
    const child = keep("console.error('no database'); process.exit(3);");
    const error = await child.givenUp;
    expect(error.message).toMatch(
      /^child ended \(exit 3\); its last words:\n(.*\n)* {2}no database$/,
    );
    expect(child.restarts).toEqual(['child ended (exit 3); starting it again in 0.5 s']);
    expect(child.pids).toHaveLength(2);
  });

  it('is asked to end, and is gone when stopping is done', async () => {
    const child = keep(`
      process.on('SIGTERM', () => { console.log('bye'); process.exit(0); });
      console.log('ready');
      setInterval(() => {}, 1000);`);
    await expect.poll(() => readFileSync(child.logFile, 'utf8')).toContain('ready');
    await child.stop();
    expect(child.pids.map(isAlive)).toEqual([false]);
    expect(readFileSync(child.logFile, 'utf8')).toContain('bye');
  });
});
