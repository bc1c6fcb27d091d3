/**
 * `node --disable-warning=ExperimentalWarning twin/main.ts [options]`: a Shopify on this machine.
 *
 *     --folder PATH        where the shop is kept (default: nowhere, in memory)
 *     --port 3100          of admin, Admin API, till and control page
 *     --store-port 3101    of the online store
 *     --mail-port 3125     of the mailbox (SMTP)
 *     --shop demo-shop     its handle
 *     --trade FILE         a trade file as the shop's past (default: the slice beside this file;
 *                          `none`)
 *     --seed TEXT          the same seed and the same calls give the same shop
 *     --app FOLDER,ORIGIN,FRONT_PORT   an app; its secret in SHOPIFY_API_SECRET; may be repeated
 *     --install            installs the apps at once, as a merchant would by hand
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installApp } from './apps/install-app.ts';
import { openTwin } from './twin.ts';

const SLICE = join(import.meta.dirname, 'trade-file', 'online-retail-slice.csv.gz');

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    folder: text,
    port: { ...text, default: '3100' },
    'store-port': { ...text, default: '3101' },
    'mail-port': { ...text, default: '3125' },
    shop: { ...text, default: 'demo-shop' },
    trade: { ...text, default: SLICE },
    seed: { ...text, default: 'twin' },
    install: { type: 'boolean', default: false },
    app: { ...text, multiple: true, default: [] as string[] },
  },
});

/** A port below those that outgoing connections take. */
function portOf(name: 'port' | 'store-port' | 'mail-port'): number {
  const port = Number(values[name]);
  if (Number.isInteger(port) && port >= 1 && port < 32_768) return port;
  throw new Error(`--${name} is malformed: expected a port from 1 to 32767`);
}

function appOf(given: string) {
  const [folder, origin, frontPort] = given.split(',');
  const apiSecret = process.env.SHOPIFY_API_SECRET;
  if (!folder || !origin || !URL.canParse(origin) || !/^\d+$/.test(frontPort ?? '')) {
    throw new Error('--app is malformed: expected FOLDER,ORIGIN,FRONT_PORT');
  }
  if (!apiSecret) throw new Error('--app needs its secret in SHOPIFY_API_SECRET');
  return { folder, origin, frontPort: Number(frontPort), apiSecret };
}

try {
  const apps = values.app.map(appOf);
  const twin = await openTwin({
    folder: values.folder ?? null,
    ports: { admin: portOf('port'), storefront: portOf('store-port'), mail: portOf('mail-port') },
    seed: values.seed,
    shopHandle: values.shop,
    tradeFile: values.trade === 'none' ? null : values.trade,
  });
  for (const app of apps) {
    const added = await twin.addApp(app);
    if (values.install) installApp(twin.rooms.world, twin.rooms.shop().id, added);
  }
  console.log(`Admin         ${twin.adminOrigin}`);
  console.log(`Online store  ${twin.storefrontOrigin}`);
  console.log(`Control       ${twin.adminOrigin}/control`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void twin.stop().then(() => process.exit(0)));
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
