/** The whole twin with the tiny app before it, on ports of its own, for a story in a browser. */
import { rmSync, writeFileSync } from 'node:fs';
import { installApp } from '../../twin/apps/install-app.ts';
import type { AppDefinition } from '../../twin/apps/app-definition.ts';
import type { App } from '../../twin/model/app.ts';
import { openTwin, type Twin } from '../../twin/twin.ts';
import { APP_SECRET, placeLoyalStamp, startLoyalStamp } from './loyal-stamp.ts';
import { freePorts } from './ports.ts';

const SLICE = 'twin/trade-file/online-retail-slice.csv.gz';

export type TwinForTests = {
  readonly twin: Twin;
  /** The app as the twin knows it. */
  readonly app: App;
  readonly adminOrigin: string;
  readonly storefrontOrigin: string;
  /** Of the app. */
  readonly frontOrigin: string;
  /** What the app's process printed. */
  readonly appSaid: readonly string[];
  /** Ends the app, the twin and all they hold. */
  readonly stop: () => Promise<void>;
};

export type TwinForTestsOptions = {
  /** Whether the shop has the app already; otherwise a story installs it. */
  readonly isInstalled?: boolean;
  /** Whether the shop has the year behind it that the slice tells of; otherwise it is empty. */
  readonly hasHistory?: boolean;
};

/** Starts the twin and the app's process; what went wrong in the twin fails the test, loudly. */
export async function startTwinForTests({
  isInstalled = false,
  hasHistory = true,
}: TwinForTestsOptions = {}): Promise<TwinForTests> {
  const ports = await freePorts(['admin', 'storefront', 'mail', 'front', 'app'] as const);
  const frontOrigin = `http://127.0.0.1:${ports.front}`;
  const folder = await placeLoyalStamp(frontOrigin);
  const twin = await openTwin({ folder: null, ports, tradeFile: hasHistory ? SLICE : null });
  const app = await twin.addApp({
    folder,
    origin: `http://127.0.0.1:${ports.app}`,
    frontPort: ports.front,
    apiSecret: APP_SECRET,
  });
  const { clientId, requiredScopes } = (app.definition as AppDefinition).configuration;
  const running = await startLoyalStamp({
    port: ports.app,
    apiKey: clientId,
    scopes: requiredScopes.join(','),
    appUrl: frontOrigin,
    adminOrigin: twin.adminOrigin,
  });
  if (isInstalled) installApp(twin.rooms.world, twin.rooms.shop().id, app);
  return {
    twin,
    app,
    adminOrigin: twin.adminOrigin,
    storefrontOrigin: twin.storefrontOrigin,
    frontOrigin,
    appSaid: running.said,
    stop: async () => {
      await running.stop();
      // For whoever wants to know why a story failed.
      if (process.env.TWIN_APP_LOG)
        writeFileSync(process.env.TWIN_APP_LOG, running.said.join('\n'));
      await twin.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
