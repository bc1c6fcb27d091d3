/**
 * Functions by app and handle. Loading bundles them and awaits; running is synchronous, as pricing
 * is.
 */
import type { AppDefinition } from '../apps/app-definition.ts';
import { bundleFunction } from '../functions/bundle.ts';
import { type FunctionRun, type LoadedFunction, openFunctionHost } from '../functions/host.ts';
import type { App } from '../model/app.ts';
import { discounts, installations } from '../model/kinds.ts';
import type { FunctionOperation, RunFunction } from '../pricing/function-types.ts';
import { loadSchema } from '../schema/load-schema.ts';
import type { FunctionCaller } from '../trade/price-basket.ts';
import type { World } from '../world/world.ts';
import { functionWorld } from './function-world.ts';

export type FunctionLog = {
  readonly at: number;
  readonly appHandle: string;
  readonly handle: string;
  readonly target: string;
  readonly run: FunctionRun;
};

type Shelved = {
  readonly app: App;
  readonly handle: string;
  readonly target: string;
  readonly loaded: LoadedFunction;
};

export type FunctionShelf = {
  /**
   * Bundles and loads an app's functions in place of those it had. Throws what a deployment would.
   */
  readonly load: (app: App) => Promise<void>;
  /** Runs functions for one buyer's cart. */
  readonly functionsFor: (caller: FunctionCaller) => RunFunction;
};

/** A shelf without functions. `log` is told of every run. */
export async function openFunctionShelf(
  world: World,
  log: (entry: FunctionLog) => void = () => undefined,
): Promise<FunctionShelf> {
  const host = await openFunctionHost();
  const shelf = new Map<string, Shelved>();
  const keyOf = (appId: number, handle: string, target: string) => `${appId}/${handle}/${target}`;

  async function load(app: App): Promise<void> {
    for (const [key, { app: owner }] of shelf) if (owner.id === app.id) shelf.delete(key);
    const { extensions } = app.definition as AppDefinition;
    for (const { folder, handle } of extensions.filter(({ type }) => type === 'function')) {
      const { targets, ...read } = await bundleFunction(folder);
      for (const { schemaName, ...target } of targets) {
        const loaded = host.load({ ...read, ...target, schema: loadSchema(schemaName) });
        shelf.set(keyOf(app.id, handle, target.target), {
          app,
          handle,
          target: target.target,
          loaded,
        });
      }
    }
  }

  function functionsFor(caller: FunctionCaller): RunFunction {
    return (definition, cart) => {
      const discount = world.store.get(discounts, caller.shopId, definition.id);
      const owner = discount?.app;
      if (!discount || !owner) return [];
      const isInstalled = world.store
        .find(installations, caller.shopId, 'installed_app_id', owner.appId)
        .some(({ uninstalledAt }) => uninstalledAt === null);
      const found = shelf.get(keyOf(owner.appId, owner.functionHandle, cart.target));
      if (!isInstalled || found === undefined) return [];
      const run = found.loaded.run(
        functionWorld(world, { caller, cart, discount, app: found.app }),
      );
      const { handle, target } = found;
      log({ at: world.clock.now(), appHandle: found.app.handle, handle, target, run });
      if (!run.ok) return [];
      return (run.output.operations ?? []) as readonly FunctionOperation[];
    };
  }

  return { load, functionsFor };
}
