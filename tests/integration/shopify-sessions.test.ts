/** Installing: token exchange, the tokens as the database has them, what is noted of the shop. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inProgram } from '../../app/adapters/postgres/pool.server.ts';
import { uninstallApp } from '../../twin/apps/install-app.ts';
import {
  asBrowser,
  type PlatformAtTwin,
  startPlatformAtTwin,
} from '../support/platform-at-twin.ts';

const EXCHANGE = 'POST /admin/oauth/access_token';

/** As shopify.app.toml asks for them. */
const SCOPES =
  'read_orders,read_products,write_customers,read_customer_merge,' +
  'write_discounts,write_app_proxy';

let at: PlatformAtTwin;

beforeEach(async () => {
  at = await startPlatformAtTwin();
});
afterEach(() => at.stop());

const exchanges = () => at.asked.filter((line) => line === EXCHANGE).length;

async function fetched(path = '/app'): Promise<Request> {
  return asBrowser(`${at.app.frontOrigin}${path}`, {
    authorization: `Bearer ${await at.staffToken()}`,
  });
}

describe('the first visit in the admin', () => {
  it('gets a token, notes the shop and asks for what must be done first', async () => {
    const visitor = await at.platform.visitors.staff(await at.launch());
    expect(visitor).toMatchObject({
      domain: at.shop.domain,
      staffId: expect.any(String) as string,
    });
    const { shops, chores } = await inProgram(at.pool, visitor.programId, async (client) => ({
      shops: (await client.query('SELECT * FROM shops')).rows as unknown[],
      chores: (await client.query<{ kind: string }>('SELECT kind FROM chores')).rows,
    }));
    expect(shops).toMatchObject([
      {
        domain: at.shop.domain,
        shopify_id: String(at.shop.id),
        name: at.shop.name,
        currency: at.shop.currency,
        zone: at.shop.zone,
        scopes: SCOPES,
        uninstalled_at: null,
      },
    ]);
    expect(chores.map(({ kind }) => kind).sort()).toEqual([
      'audit',
      'budget',
      'history',
      'pool',
      'program-card',
      'reconcile',
    ]);
  });

  it('exchanges once, however many loaders and processes ask at the same moment', async () => {
    const processes = [at.platform, at.another()];
    const visits = processes.flatMap((platform) =>
      Array.from({ length: 5 }, async () => platform.visitors.staff(await at.launch())),
    );
    const visitors = await Promise.all(visits);
    expect(new Set(visitors.map(({ programId }) => programId)).size).toBe(1);
    expect(exchanges()).toBe(1);
  });

  it('keeps tokens that nobody can read in the database, nor use in another row', async () => {
    const shop = await at.open();
    const rows = await inProgram(at.pool, shop.programId, async (client) => {
      const { rows } = await client.query<{ sealed: Buffer }>('SELECT sealed FROM shop_sessions');
      return rows;
    });
    expect(rows).toHaveLength(1);
    expect(rows[0]?.sealed.toString('latin1')).not.toMatch(/shp(at|rt)_/);
    await inProgram(at.pool, shop.programId, (client) =>
      client.query(`UPDATE shop_sessions SET session_id = 'offline_other.myshopify.com'`),
    );
    await expect(at.another().shopify.readShop(shop)).rejects.toMatchObject({ why: 'uninstalled' });
  });
});

describe('a visit with a valid token', () => {
  it('takes no lock and asks Shopify for nothing', async () => {
    const shop = await at.open();
    const asked = at.asked.length;
    // Whoever needed the shop's lock would wait for this one.
    const client = await at.pool.connect();
    await client.query(`SELECT pg_advisory_lock(hashtext('shop-tokens'), hashtext($1))`, [
      shop.domain,
    ]);
    const visitor = await at.platform.visitors.staff(await fetched());
    client.release(true);
    expect(visitor.shopId).toBe(shop.shopId);
    expect(at.asked).toHaveLength(asked);
  });
});

describe('the Admin API’s token', () => {
  it('is refreshed once for twenty callers in two processes', async () => {
    const shop = await at.open();
    const [first, second] = [at.another(), at.another()];
    await endTokenSoon(shop.programId);
    const before = exchanges();
    const callers = Array.from({ length: 20 }, (_, place) =>
      (place % 2 === 0 ? first : second).shopify.readShop(shop),
    );
    await Promise.all(callers);
    expect(exchanges() - before).toBe(1);
  });

  it('is exchanged anew after an uninstall and a second installation', async () => {
    const shop = await at.open();
    uninstallApp(at.twin.rooms.world, at.shop.id, at.app);
    await expect(at.platform.shopify.readShop(shop)).rejects.toMatchObject({ why: 'uninstalled' });
    await inProgram(at.pool, shop.programId, (client) =>
      client.query('UPDATE shops SET uninstalled_at = now()'),
    );
    await at.open();
    expect((await at.platform.shopify.readShop(shop)).name).toBe(at.shop.name);
    const { rows } = await inProgram(at.pool, shop.programId, (client) =>
      client.query('SELECT uninstalled_at FROM shops'),
    );
    expect(rows).toEqual([{ uninstalled_at: null }]);
  });
});

/** As if fifty-six minutes had passed. */
async function endTokenSoon(programId: number): Promise<void> {
  const { openVault } = await import('../../app/adapters/crypto/vault.server.ts');
  const { DATA_KEY } = await import('../support/webhooks.ts');
  const vault = openVault(DATA_KEY);
  await inProgram(at.pool, programId, async (client) => {
    const { rows } = await client.query<{ session_id: string; sealed: Buffer }>(
      'SELECT session_id, sealed FROM shop_sessions',
    );
    for (const { session_id: id, sealed } of rows) {
      const bond = `shop session ${programId} ${id}`;
      const text = Buffer.from(vault.unseal(sealed, bond) ?? []).toString();
      const session = JSON.parse(text) as Record<string, unknown>;
      session.expires = new Date(Date.now() + 4 * 60_000).toISOString();
      const again = vault.seal(Buffer.from(JSON.stringify(session)), bond);
      await client.query('UPDATE shop_sessions SET sealed = $1', [again]);
    }
  });
}
