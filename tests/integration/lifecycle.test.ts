import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { day } from '../support/drain-shop.ts';
import { type IntakeShop, openIntakeShop } from '../support/intake-shop.ts';
import { rawNumber, sampleBody } from '../support/shopify-samples.ts';

type ShopRow = {
  name: string;
  currency: string;
  zone: string;
  scopes: string;
  uninstalled_at: number | null;
};

let shop: IntakeShop;

beforeEach(async () => {
  shop = await openIntakeShop();
  await shop.owner.query(
    `INSERT INTO shop_sessions (program_id, shop_id, session_id, sealed)
     VALUES ($1, $2, 'offline', '\\x00')`,
    [shop.ref.programId, shop.ref.shopId],
  );
});

afterEach(() => shop.close());

async function shopRow(): Promise<ShopRow | undefined> {
  const { rows } = await shop.owner.query<ShopRow>(
    'SELECT name, currency, zone, scopes, uninstalled_at FROM shops WHERE shop_id = $1',
    [shop.ref.shopId],
  );
  return rows[0];
}

async function countOf(table: 'shop_sessions' | 'data_requests'): Promise<number> {
  const { rows } = await shop.owner.query<{ count: number }>(`SELECT count(*) FROM ${table}`);
  return rows[0]?.count ?? -1;
}

async function choreKinds(): Promise<string[]> {
  const { rows } = await shop.owner.query<{ kind: string }>('SELECT kind FROM chores ORDER BY 1');
  return rows.map(({ kind }) => kind);
}

describe('a notice of the shop', () => {
  it('that it uninstalled us ends its sessions and chores and keeps the books', async () => {
    expect(await choreKinds()).toEqual([
      ...['audit', 'budget', 'history', 'pool', 'program-card', 'reconcile'],
    ]);
    shop.time.now = day(2);
    expect(await shop.send('app/uninstalled', sampleBody('app/uninstalled'))).toBe(200);
    await shop.drain();
    expect(await shopRow()).toMatchObject({ uninstalled_at: day(2) });
    expect(await countOf('shop_sessions')).toBe(0);
    expect(await choreKinds()).toEqual(['history', 'reconcile']);
  });

  it('that it uninstalled us, late, does not undo its newer installation', async () => {
    await shop.send('app/uninstalled', sampleBody('app/uninstalled'), { at: day(1) });
    await shop.drain();
    await shop.install(day(3));
    await shop.send('app/uninstalled', sampleBody('app/uninstalled'), { at: day(2) });
    await shop.drain();
    expect(await shopRow()).toMatchObject({ uninstalled_at: null });
    const { rows } = await shop.owner.query(
      'SELECT status, reason FROM inbox ORDER BY inbox_id DESC LIMIT 1',
    );
    expect(rows).toEqual([{ status: 'done', reason: 'ignored: installed again since' }]);
  });

  it('installed again goes on where the comparison with Shopify stood', async () => {
    await shop.work('reconcile');
    const before = await shop.intake.readReconciliation(shop.ref);
    await shop.send('app/uninstalled', sampleBody('app/uninstalled'), { at: day(1) });
    await shop.drain();
    await shop.install(day(2));
    expect((await shop.intake.readReconciliation(shop.ref)).last).toEqual(before.last);
    expect(await choreKinds()).toEqual([
      ...['audit', 'budget', 'history', 'pool', 'program-card', 'reconcile'],
    ]);
  });

  it('of its scopes counts where it is the newest, however they come', async () => {
    const scopes = (current: string[]) => sampleBody('app/scopes_update', { current });
    await shop.send('app/scopes_update', scopes(['read_orders', 'write_discounts']), {
      at: day(2),
    });
    await shop.drain();
    await shop.send('app/scopes_update', scopes(['read_orders']), { at: day(1) });
    await shop.drain();
    expect(await shopRow()).toMatchObject({ scopes: 'read_orders,write_discounts' });
  });

  it('of a new name, currency and zone is taken over; nothing else of it is kept', async () => {
    const changes = { name: 'Toys, Supreme', currency: 'EUR', iana_timezone: 'Europe/Berlin' };
    await shop.send('shop/update', sampleBody('shop/update', changes));
    await shop.drain();
    expect(await shopRow()).toMatchObject({
      name: 'Toys, Supreme',
      currency: 'EUR',
      zone: 'Europe/Berlin',
    });
  });

  it('delivered twice is applied once', async () => {
    const sent = { deliveryId: 'b1a2-0001' };
    await shop.send('app/uninstalled', sampleBody('app/uninstalled'), sent);
    await shop.send('app/uninstalled', sampleBody('app/uninstalled'), sent);
    await shop.drain();
    const { rows } = await shop.owner.query('SELECT status FROM inbox');
    expect(rows).toEqual([{ status: 'done' }]);
  });

  it('that cannot be read is parked with its field, and the others are applied', async () => {
    await shop.send('shop/update', sampleBody('shop/update', { currency: 'pounds' }));
    await shop.send('shop/update', sampleBody('shop/update', { name: 'Readable' }));
    await shop.drain();
    expect(await shopRow()).toMatchObject({ name: 'Readable' });
    const { rows } = await shop.owner.query("SELECT reason FROM inbox WHERE status = 'parked'");
    expect(rows).toEqual([
      { reason: 'invalid_field: currency: must be a currency code of three capitals' },
    ]);
  });

  it('of a shop nobody knows is answered and opens none', async () => {
    await shop.owner.query("UPDATE shops SET domain = 'elsewhere.myshopify.com'");
    expect(await shop.send('shop/redact', sampleBody('shop/redact'))).toBe(200);
    const { rows } = await shop.owner.query('SELECT count(*) AS shops FROM shops');
    expect(rows).toEqual([{ shops: 1 }]);
  });
});

describe('a data request', () => {
  const body = () =>
    sampleBody('customers/data_request', {
      customer: { id: 191167, email: 'john@example.com', phone: '555-625-1199' },
      data_request: { id: rawNumber('9999') },
    });

  it('waits for its answer, and is answered with all we know', async () => {
    await shop.send('customers/data_request', body());
    await shop.drain();
    expect(await shop.privacy.listDataRequests(shop.ref)).toEqual([
      {
        requestId: '9999',
        customerId: '191167',
        orders: 3,
        receivedAt: day(0),
        dueAt: day(30),
        answeredAt: null,
      },
    ]);
    expect(await shop.privacy.exportMember(shop.ref, '191167')).toMatchObject({
      customerId: '191167',
      member: null,
      movements: [],
    });
    shop.time.now = day(4);
    expect(await shop.privacy.markAnswered(shop.ref, '9999')).toBe(true);
    expect(await shop.privacy.listDataRequests(shop.ref)).toMatchObject([{ answeredAt: day(4) }]);
    expect(await shop.privacy.markAnswered(shop.ref, '1')).toBe(false);
  });

  it('delivered by two deliveries is one request', async () => {
    await shop.send('customers/data_request', body());
    await shop.send('customers/data_request', body());
    await shop.drain();
    expect(await countOf('data_requests')).toBe(1);
  });
});
