/** Processes of ours as tests start and end them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '../..');

export type Launched = { child: ChildProcess; words: () => string };

/** Starts a script of the tree; `nodeArgs` are for Node itself, before the script. */
export function launch(
  script: string,
  env: NodeJS.ProcessEnv,
  nodeArgs: readonly string[] = [],
): Launched {
  const child = spawn(process.execPath, [...nodeArgs, script], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const listen = (text: Buffer) => (said = (said + text.toString()).slice(-10_000));
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  // A test run that is cut short takes its processes along.
  const onExit = () => child.kill('SIGKILL');
  process.once('exit', onExit);
  child.once('exit', () => process.off('exit', onExit));
  return { child, words: () => said };
}

/** Waits until it answers with success; throws with the process's words where it ends first. */
export async function answers(url: string, { child, words }: Launched): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) throw new Error(`The web process ended:\n${words()}`);
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await sleep(100);
  }
  throw new Error(`The web process does not answer:\n${words()}`);
}

/** Ends it as a supervisor does, and makes it after fifteen seconds. */
export async function end({ child }: Launched): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const hurry = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await gone;
  clearTimeout(hurry);
}

/** kill -9; throws where the process had ended by itself. */
export async function kill({ child, words }: Launched): Promise<void> {
  if (child.exitCode !== null) throw new Error(`The process had ended by itself:\n${words()}`);
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}
