/**
 * QuickJS in WebAssembly, and a spare. A function that nests deeper than Node's own stack, or
 * exhausts the engine in the middle of its work, leaves an engine that cannot be trusted any more:
 * it is thrown away whole and the spare takes over, so runs stay synchronous and no function
 * reaches the next one.
 */
import variant from '@jitl/quickjs-ng-wasmfile-release-sync';
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSWASMModule,
} from 'quickjs-emscripten-core';

export type Engines = {
  /** The engine of the moment; throws when both were spent within one turn of the event loop. */
  current(): QuickJSWASMModule;
  /** Throws the current engine away. */
  discard(): void;
  /** Resolves when a spare stands ready again; for tests. */
  ready(): Promise<void>;
};

/**
 * What the engine's own code prints when it gives up goes nowhere: the caller is told by an error.
 */
const silent = newVariant(variant, {
  emscriptenModule: Object.assign({} as { locateFile?: never }, { printErr: () => undefined }),
});

/** Loads the engine and its spare, about 15 ms each. */
export async function openEngines(): Promise<Engines> {
  const load = () => newQuickJSWASMModuleFromVariant(silent);
  let current: QuickJSWASMModule | undefined = await load();
  let spare: QuickJSWASMModule | undefined = await load();
  let loading = Promise.resolve();
  return {
    current: () => {
      if (current === undefined) throw new Error('Both engines are spent; a new one is loading.');
      return current;
    },
    discard: () => {
      current = spare;
      spare = undefined;
      loading = loading.then(async () => {
        const fresh = await load();
        if (current === undefined) current = fresh;
        else spare = fresh;
      });
    },
    ready: () => loading,
  };
}
