/** One run of a bundle in a fresh QuickJS context: text in, text out, and nothing left behind. */
import { readFileSync } from 'node:fs';
import {
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSWASMModule,
  Scope,
} from 'quickjs-emscripten-core';
import type { Engines } from './engines.ts';
import {
  type FunctionError,
  type FunctionErrorName,
  INTERRUPTS_MAX,
  LIMITS,
  RUN_MS_MAX,
  STACK_BYTES_MAX,
} from './limits.ts';

const GLOBALS = readFileSync(new URL('globals.js', import.meta.url), 'utf8');

export type Program = {
  readonly name: string;
  /** An ES module. */
  readonly bundle: string;
  /** The function the module exports; null: the module does everything when it is loaded. */
  readonly exportName: string | null;
  readonly inputJson: string;
  /** How far the limits grow with the cart, 1 to 10. */
  readonly scale: number;
};

export type Execution = {
  /** What the function wrote last; null when it wrote nothing. */
  readonly outputJson: string | null;
  readonly error: FunctionError | null;
  /** The last 1,000 bytes of what it said. */
  readonly logs: string;
};

/** The doors of one run, and what has come through them. */
type Doors = { outputJson: string | null; logs: string; interrupts: number; stopped: boolean };

/** Runs the program to its end or to a limit. Never throws for anything the function does. */
export function executeProgram(engines: Engines, program: Program): Execution {
  const doors: Doors = { outputJson: null, logs: '', interrupts: 0, stopped: false };
  const error = runIn(engines, program, doors);
  return { outputJson: doors.outputJson, error, logs: lastBytes(doors.logs, LIMITS.logBytes) };
}

function runIn(engines: Engines, program: Program, doors: Doors): FunctionError | null {
  let engine: QuickJSWASMModule;
  try {
    engine = engines.current();
  } catch (cause) {
    return failure('RuntimeError', String(cause));
  }
  try {
    return Scope.withScope((scope) => {
      const runtime = scope.manage(engine.newRuntime());
      restrain(runtime, program, doors);
      const context = scope.manage(runtime.newContext());
      openDoors(context, scope, program, doors);
      return runModule(context, scope, program, doors);
    });
  } catch (cause) {
    // An error of the host's: the engine stopped in the middle, and what it holds is unknown.
    engines.discard();
    const tooDeep = cause instanceof RangeError || /call stack/i.test(String(cause));
    return failure(tooDeep ? 'StackMemoryLimitExceededError' : 'RuntimeError', String(cause));
  }
}

function restrain(runtime: QuickJSRuntime, { scale }: Program, doors: Doors): void {
  // Of the processor’s time, not the clock’s: a busy machine must not end what is within limits.
  const endsAt = spentMs() + RUN_MS_MAX;
  runtime.setMemoryLimit(LIMITS.memoryBytes);
  runtime.setMaxStackSize(STACK_BYTES_MAX);
  runtime.setInterruptHandler(() => {
    doors.interrupts += 1;
    doors.stopped = doors.interrupts > INTERRUPTS_MAX * scale || spentMs() > endsAt;
    return doors.stopped;
  });
}

function spentMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function openDoors(context: QuickJSContext, scope: Scope, program: Program, doors: Doors): void {
  const loaded = context.evalCode(GLOBALS, 'globals.js', { type: 'module' });
  const settle = scope.manage(
    context.getProp(scope.manage(context.unwrapResult(loaded)), 'settle'),
  );
  const log = context.newFunction('log', (text) => {
    doors.logs = lastBytes(doors.logs + context.getString(text), LIMITS.logBytes);
  });
  const read = context.newFunction('read', () => context.newString(program.inputJson));
  const write = context.newFunction('write', (json) => {
    doors.outputJson = context.getString(json);
  });
  const handles = [log, read, write].map((each) => scope.manage(each));
  context.unwrapResult(context.callFunction(settle, context.undefined, ...handles)).dispose();
}

function runModule(
  context: QuickJSContext,
  scope: Scope,
  program: Program,
  doors: Doors,
): FunctionError | null {
  const loaded = context.evalCode(program.bundle, 'function.mjs', { type: 'module' });
  if (loaded.error) return blame(context, scope.manage(loaded.error), doors);
  const module = scope.manage(loaded.value);
  if (program.exportName !== null && !context.runtime.hasPendingJob()) {
    const run = scope.manage(context.getProp(module, program.exportName));
    if (context.typeof(run) !== 'function') {
      return failure('RuntimeError', `The module exports no function ${program.exportName}.`);
    }
    const called = context.callFunction(run, context.undefined);
    if (called.error) return blame(context, scope.manage(called.error), doors);
    scope.manage(called.value);
  }
  // Shopify's runtime has no event loop: promises compile, and then stop the run
  // (docs: functions/programming-languages/javascript-for-functions, read 2026-11-23).
  return context.runtime.hasPendingJob()
    ? failure('RuntimeError', 'Adding tasks to the event queue is not supported')
    : null;
}

/** Which limit or exception it was; the exception is in the logs too, as at Shopify. */
function blame(context: QuickJSContext, thrown: QuickJSHandle, doors: Doors): FunctionError {
  const what: unknown = context.dump(thrown);
  const { name, message, stack } = describe(what);
  if (doors.stopped) {
    return failure('InstructionCountLimitExceededError', 'It did not come to an end.');
  }
  const said = `${name}: ${message}`;
  doors.logs = lastBytes(`${doors.logs}${said}\n${stack}`, LIMITS.logBytes);
  if (name === 'InternalError' && message === 'out of memory') {
    return failure('LinearMemoryLimitExceededError', said);
  }
  const tooDeep = name === 'RangeError' && message.includes('call stack size exceeded');
  return failure(tooDeep ? 'StackMemoryLimitExceededError' : 'RuntimeError', said);
}

function describe(thrown: unknown): { name: string; message: string; stack: string } {
  const { name, message, stack } = Object(thrown) as Record<string, unknown>;
  if (typeof name === 'string' && typeof message === 'string') {
    return { name, message, stack: typeof stack === 'string' ? stack : '' };
  }
  return { name: 'Error', message: JSON.stringify(thrown) ?? 'undefined', stack: '' };
}

function failure(name: FunctionErrorName, message: string): FunctionError {
  return { name, message };
}

/** The end of a text in whole characters; Shopify's log keeps the newest bytes, too. */
function lastBytes(text: string, max: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= max) return text;
  let from = bytes.length - max;
  // A byte 10xxxxxx continues a character that began before the cut.
  while (((bytes[from] ?? 0) & 0xc0) === 0x80) from += 1;
  return bytes.subarray(from).toString();
}
