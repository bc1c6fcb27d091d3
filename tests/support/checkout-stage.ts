/**
 * A store with Laurel's blocks in its checkout and on its thank-you page, as Shopify's CLI built
 * them, and our own routes behind them. The books behind those are made up: what is looked at is
 * what a shopper sees and what their page asks.
 */
import { createServer, type IncomingMessage } from 'node:http';
import { decodeJwt } from 'jose';
import type { BuyerContext } from '../../app/contracts/buyer-context.ts';
import type { Card, ProgramCard } from '../../app/contracts/card.ts';
import { action as redeem } from '../../app/routes/api.redeem.ts';
import { action as takeBack } from '../../app/routes/api.take-back.ts';
import { loader as wallet } from '../../app/routes/api.wallet.ts';
import { buildExtensions } from '../../scripts/start/build-extensions.ts';
import { installApp } from '../../twin/apps/install-app.ts';
import { customers, metafields } from '../../twin/model/kinds.ts';
import { createDiscount, PLAIN_DISCOUNT } from '../../twin/trade/discounts.ts';
import { openTwin, type Twin } from '../../twin/twin.ts';
import { freePorts } from './ports.ts';
import { openShopDesk, type ShopDesk } from './shop-desk.ts';

const SLICE = 'twin/trade-file/online-retail-slice.csv.gz';

export type CheckoutStage = {
  readonly twin: Twin;
  readonly storefrontOrigin: string;
  readonly desk: ShopDesk;
  /** Where the blocks reach our server. */
  readonly apiOrigin: string;
  /** Writes what Laurel mirrors; null takes it away. */
  readonly writeProgram: (program: ProgramCard | null) => void;
  readonly writeCard: (email: string, card: Card | null) => void;
  /** Makes a code that takes `amountMinor` off, of a reward as Laurel makes them. */
  readonly makeCode: (code: string, amountMinor: number) => void;
  readonly stop: () => Promise<void>;
};

export async function openCheckoutStage(): Promise<CheckoutStage> {
  const ports = await freePorts(['admin', 'storefront', 'mail', 'front', 'app'] as const);
  await buildExtensions();
  const apiOrigin = `http://127.0.0.1:${ports.app}`;
  const desk = openShopDesk();
  const closeServer = await serveApi(desk.context, ports.app);
  const twin = await openTwin({ folder: null, ports, tradeFile: SLICE });
  const app = await twin.addApp({
    ...{ folder: '.', origin: apiOrigin, frontPort: ports.front },
    apiSecret: 'a secret of the stage',
  });
  const { world, shop } = twin.rooms;
  const shopId = shop().id;
  installApp(world, shopId, app);

  function write(ownerKind: string, ownerId: number, key: string, value: unknown): void {
    const kept = world.store
      .find(metafields, shopId, 'owner', `${ownerKind}/${ownerId}`)
      .find((one) => one.key === key);
    if (value === null) return void (kept && world.store.remove(metafields, shopId, kept.id));
    const at = world.clock.now();
    world.store.put(metafields, shopId, {
      ...{ id: kept?.id ?? world.store.nextId(), ownerKind, ownerId, key },
      ...{ namespace: `app--${app.id}`, type: 'json', value: JSON.stringify(value) },
      ...{ createdAt: at, updatedAt: at },
    });
  }

  return {
    twin,
    storefrontOrigin: twin.storefrontOrigin,
    desk,
    apiOrigin,
    writeProgram: (program) => write('Shop', shopId, 'program', program),
    writeCard: (email, card) => {
      const customer = world.store.findOne(customers, shopId, 'email', email);
      if (customer === null) throw new Error(`Nobody has the address ${email}.`);
      write('Customer', customer.id, 'card', card);
    },
    makeCode: (code, amountMinor) => {
      const value = { type: 'amount' as const, amountMinor, onEachItem: false };
      const fields = {
        ...{ ...PLAIN_DISCOUNT, title: code, startsAt: world.clock.now(), usageLimit: 1 },
        gets: { items: { type: 'all' as const }, value },
      };
      const made = createDiscount(world, shopId, { fields, code });
      if (!made.ok) throw new Error(made.message);
    },
    stop: async () => {
      await twin.stop();
      await closeServer();
    },
  };
}

/** What the app's server does for extensions, without the rest of it; webhooks are just taken. */
async function serveApi(context: BuyerContext, port: number): Promise<() => Promise<void>> {
  const routes: Readonly<Record<string, typeof redeem>> = {
    '/api/redeem': redeem,
    '/api/take-back': takeBack,
    '/api/wallet': wallet,
  };
  const visitors = { ...context.visitors, buyer: readToken };
  const server = createServer((incoming, outgoing) => {
    void toRequest(incoming, port).then(async (request) => {
      const route = routes[new URL(request.url).pathname];
      const given = { request, context: { ...context, visitors }, params: {} };
      const answer = await route?.(given as unknown as Parameters<typeof redeem>[0]);
      outgoing.writeHead(answer?.status ?? 200, Object.fromEntries(answer?.headers ?? []));
      outgoing.end(await answer?.text());
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
}

/** Who asks, by a token whose signature nobody looks at here. */
async function readToken(request: Request) {
  const [, token = ''] = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '') ?? [];
  const { sub = null } = decodeJwt(token);
  const customerId = sub?.split('/').at(-1) ?? null;
  return { programId: 1, shopId: 1, domain: 'demo-shop.myshopify.com', customerId };
}

async function toRequest(incoming: IncomingMessage, port: number): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
  const { method = 'GET', url = '/' } = incoming;
  const hasBody = chunks.length > 0 && method !== 'GET';
  return new Request(`http://127.0.0.1:${port}${url}`, {
    ...{ method, headers: headers as [string, string][] },
    ...(hasBody ? { body: Buffer.concat(chunks) } : {}),
  });
}
