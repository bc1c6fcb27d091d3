/**
 * A store with Laurel's theme extension in it, and our own routes behind the app proxy. The books
 * behind those are made up: what is looked at is what a shopper sees and what their page asks.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { BuyerContext } from '../../app/contracts/buyer-context.ts';
import type { Card, ProgramCard } from '../../app/contracts/card.ts';
import { action as redeemAction } from '../../app/routes/proxy.redeem.ts';
import { action as takeBackAction } from '../../app/routes/proxy.take-back.ts';
import { loader as walletLoader } from '../../app/routes/proxy.wallet.ts';
import { installApp } from '../../twin/apps/install-app.ts';
import { customers, metafields, products } from '../../twin/model/kinds.ts';
import type { Product } from '../../twin/model/catalog.ts';
import { openExtensionShelf } from '../../twin/storefront/extensions/extension-shelf.ts';
import { readTheme } from '../../twin/storefront/rendering/theme-files.ts';
import { type Bench, placeBlock, switchEmbed } from '../../twin/storefront/theme-settings.ts';
import { openTwin, type Twin } from '../../twin/twin.ts';
import { freePorts } from './ports.ts';
import { openShopDesk, type ShopDesk } from './shop-desk.ts';

const SLICE = 'twin/trade-file/online-retail-slice.csv.gz';
const THEME = 'twin/storefront/theme/';

export type ThemeStage = {
  readonly twin: Twin;
  readonly origin: string;
  readonly desk: ShopDesk;
  /** The digits of a customer who has this address. */
  readonly customerId: (email: string) => string;
  /** Writes what Laurel mirrors; null takes it away. */
  readonly writeProgram: (program: ProgramCard | null) => void;
  readonly writeCard: (customerId: string, card: Card | null) => void;
  readonly changeProduct: (handle: string, change: (product: Product) => Product) => void;
  readonly stop: () => Promise<void>;
};

/** Opens the store with the embed switched on and the product block placed. */
export async function openThemeStage(): Promise<ThemeStage> {
  const ports = await freePorts(['admin', 'storefront', 'mail', 'front', 'app'] as const);
  const folder = mkdtempSync(join(tmpdir(), 'laurel-theme-'));
  mkdirSync(join(folder, 'extensions'));
  cpSync('shopify.app.toml', join(folder, 'shopify.app.toml'));
  cpSync('extensions/theme', join(folder, 'extensions', 'theme'), { recursive: true });
  const twin = await openTwin({ folder: null, ports, tradeFile: SLICE });
  const app = await twin.addApp({
    folder,
    origin: `http://127.0.0.1:${ports.app}`,
    frontPort: ports.front,
    apiSecret: 'a secret of the stage',
  });
  const { world, shop } = twin.rooms;
  const shopId = shop().id;
  installApp(world, shopId, app);
  const place = { appHandle: app.handle, extensionHandle: 'laurel-theme' };
  const shelved = openExtensionShelf().list([
    {
      ...{ appId: app.id, appHandle: app.handle, appTitle: 'Laurel', apiKey: 'laurel' },
      ...{ handle: 'laurel-theme', name: 'Laurel', folder: join(folder, 'extensions', 'theme') },
    },
  ]);
  const bench: Bench = { world, shopId, theme: readTheme(THEME), shelved };
  demand(switchEmbed(bench, { ...place, blockHandle: 'loyalty' }, { on: true }));
  const main = { template: 'product', sectionId: 'main' };
  demand(placeBlock(bench, { ...place, blockHandle: 'product-points' }, main));
  const desk = openShopDesk();
  const server = await serveProxy(desk.context, ports.app);

  function write(owner: { kind: string; id: number }, key: string, value: unknown): void {
    const kept = world.store
      .find(metafields, shopId, 'owner', `${owner.kind}/${owner.id}`)
      .find((one) => one.key === key);
    if (value === null) return void (kept && world.store.remove(metafields, shopId, kept.id));
    const at = world.clock.now();
    world.store.put(metafields, shopId, {
      ...{ id: kept?.id ?? world.store.nextId(), ownerKind: owner.kind, ownerId: owner.id },
      ...{ namespace: `app--${app.id}`, key, type: 'json', value: JSON.stringify(value) },
      ...{ createdAt: at, updatedAt: at },
    });
  }

  return {
    twin,
    origin: twin.storefrontOrigin,
    desk,
    customerId: (email) => String(world.store.findOne(customers, shopId, 'email', email)?.id),
    writeProgram: (program) => write({ kind: 'Shop', id: shopId }, 'program', program),
    writeCard: (id, card) => write({ kind: 'Customer', id: Number(id) }, 'card', card),
    changeProduct: (handle, change) => {
      const product = world.store.findOne(products, shopId, 'handle', handle);
      if (product === null) throw new Error(`There is no product ${handle}.`);
      world.store.put(products, shopId, change(product));
    },
    stop: async () => {
      await new Promise((resolve) => server.close(resolve));
      await twin.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function demand(outcome: { ok: boolean; problem?: string }): void {
  if (!outcome.ok) throw new Error(outcome.problem);
}

/** What the app's server does with proxied requests, without the rest of it. */
async function serveProxy(context: BuyerContext, port: number): Promise<Server> {
  const routes: Readonly<Record<string, typeof redeemAction>> = {
    '/proxy/redeem': redeemAction,
    '/proxy/take-back': takeBackAction,
    '/proxy/wallet': walletLoader,
  };
  const server = createServer((incoming, outgoing) => {
    void toRequest(incoming, port).then(async (request) => {
      const route = routes[new URL(request.url).pathname];
      const args = { request, context, params: {} } as unknown as Parameters<
        typeof redeemAction
      >[0];
      const answer = (await route?.(args)) ?? new Response('no such route', { status: 404 });
      outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
      outgoing.end(await answer.text());
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

async function toRequest(incoming: IncomingMessage, port: number): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {};
  const headers = { 'content-type': incoming.headers['content-type'] ?? '' };
  const { method = 'GET' } = incoming;
  return new Request(`http://127.0.0.1:${port}${incoming.url}`, { method, headers, ...body });
}

/** Signs a shopper in with the code from the mailbox; the account is made on the way. */
export async function signIn(page: Page, { origin, twin }: ThemeStage, email: string) {
  await page.goto(`${origin}/account/login`);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: /code/i }).waitFor();
  const mail = twin.rooms.mails.newest().find(({ to }) => to.includes(email));
  const [code = ''] = /\b\d{6}\b/.exec(mail?.subject ?? '') ?? [];
  await page.getByLabel(/code/i).fill(code);
  await page.locator('main').getByRole('button').first().click();
  await page.getByRole('heading', { name: 'Orders', exact: true }).waitFor();
}
