/**
 * Changes of the checkout's form, each as the page sends it. Prices in pounds with 20 % VAT in
 * them.
 */
import { describe, expect, it } from 'vitest';
import { customers } from '../model/kinds.ts';
import { createCustomer } from '../trade/customers.ts';
import { issueGiftCard } from '../trade/gift-cards.ts';
import { must, SHOP } from '../trade/shop-fixture.ts';
import { creditAccount } from '../trade/store-credit.ts';
import { ADDRESS, addCode, openCheckout, TEN_PERCENT } from './checkout-fixture.ts';

describe('a change of the form', () => {
  it('keeps the contact, and refuses what is no e-mail', async () => {
    const { change, now } = openCheckout();
    const told = { change: 'contact', email: 'ada@moss.example', acceptsMarketing: true };
    expect((await change(told)).messages).toEqual({});
    expect(now()).toMatchObject({ email: 'ada@moss.example', acceptsMarketing: true });
    const wrong = await change({ change: 'contact', email: 'ada@moss' });
    expect(wrong.messages).toEqual({ email: 'Enter a valid email' });
    const blank = await change({ change: 'contact', email: ' ' });
    expect(blank.messages).toEqual({ email: 'Enter an email' });
    expect(now()).toMatchObject({ email: 'ada@moss.example', acceptsMarketing: true });
  });

  it('keeps an address half typed, and chooses the first rate', async () => {
    const { change, now } = openCheckout();
    const half = { ...ADDRESS, city: '', zip: '' };
    const { html } = await change({ change: 'address', address: half });
    expect(now()).toMatchObject({
      shippingAddress: { city: '', countryCode: 'GB' },
      shippingRateCode: 'standard',
    });
    // 2 × 25.00 and 5.00 shipping.
    expect(html.total).toBe('£55.00');
  });

  it('keeps what the form has no field for, and a province only in its country', async () => {
    const { change, now } = openCheckout();
    const patch = { phone: '+44 20 7946 0000', company: 'Moss', provinceCode: 'SOM' };
    await change({ change: 'patchAddress', address: patch });
    await change({ change: 'address', address: ADDRESS });
    expect(now().shippingAddress).toMatchObject({ ...ADDRESS, ...patch });
    await change({ change: 'address', address: { ...ADDRESS, countryCode: 'FR' } });
    expect(now().shippingAddress).toMatchObject({ phone: patch.phone, provinceCode: null });
  });

  it('taxes by the country, and offers no rate where none goes', async () => {
    const rate = {
      code: 'home',
      title: 'Home',
      priceMinor: 300,
      freeFromMinor: null,
      countryCodes: ['GB'],
    };
    const { change, now } = openCheckout({ shop: { shippingRates: [rate] } });
    const home = await change({ change: 'address', address: ADDRESS });
    // Of 50.00 with 20 % in it 8.33 is tax.
    expect(home.html.sums).toContain('Including £8.33 in taxes');
    const abroad = { ...ADDRESS, countryCode: 'FR' };
    const { html } = await change({ change: 'address', address: abroad });
    expect(now().shippingRateCode).toBeNull();
    expect(html.rates).toContain('Shipping is not available to this address.');
    expect(html.sums).toContain('Not available');
    expect(html.sums).not.toContain('in taxes');
  });

  it('adds a tip as a share of the subtotal, and keeps it when the subtotal moves', async () => {
    const { change, now } = openCheckout();
    const [line] = now().lines;
    const { html } = await change({ change: 'tip', amountMinor: 750 });
    expect(html.total).toBe('£57.50');
    expect(html.tips).toMatch(/value="750" checked \/>\s*<span>15%/);
    const less = await change({ change: 'line', lineId: line?.id, quantity: 1 });
    // 15 % of 25.00 is 3.75 now; the 7.50 chosen stay and are said to.
    expect(less.html.tips).toMatch(/value="750" checked \/>\s*<span>As chosen/);
    expect(less.html.total).toBe('£32.50');
  });

  it('changes lines: adds, sets, takes units off, and names what it does not know', async () => {
    const { change, now, plate } = openCheckout();
    const added = {
      change: 'addLine',
      variantId: plate.id,
      quantity: 2,
      properties: [{ key: 'Engraving', value: 'A' }],
    };
    await change(added);
    expect(now().lines.at(-1)?.properties).toEqual([{ name: 'Engraving', value: 'A' }]);
    const lineId = now().lines.at(-1)?.id;
    await change({ change: 'removeUnits', lineId, quantity: 1 });
    expect(now().lines.map(({ quantity }) => quantity)).toEqual([2, 1]);
    await change({ change: 'line', lineId, properties: [] });
    expect(now().lines.at(-1)).toMatchObject({ quantity: 1, properties: [] });
    await change({ change: 'line', lineId, quantity: 0 });
    expect(now().lines).toHaveLength(1);
    const lost = await change({ change: 'line', lineId, quantity: 1 });
    expect(lost.messages).toEqual({ id: 'The line does not exist' });
    const none = await change({ ...added, variantId: 5 });
    expect(none.messages).toEqual({ merchandiseId: 'The merchandise does not exist' });
  });

  it('keeps notes, attributes and metafields, and takes them away again', async () => {
    const { change, now } = openCheckout();
    const metafield = { namespace: 'app--1', key: 'gift', type: 'boolean', value: 'true' };
    await change({ change: 'note', note: 'Ring twice' });
    await change({ change: 'attributes', attributes: [{ key: 'a', value: '1' }] });
    await change({ change: 'attributes', attributes: [{ key: 'b', value: '2' }] });
    await change({ change: 'setMetafield', metafield: { ...metafield, value: 'false' } });
    await change({ change: 'setMetafield', metafield });
    expect(now()).toMatchObject({
      note: 'Ring twice',
      attributes: [
        { name: 'a', value: '1' },
        { name: 'b', value: '2' },
      ],
      metafields: [metafield],
    });
    await change({ change: 'note', note: '' });
    await change({ change: 'attributes', attributes: [{ key: 'a', value: '' }] });
    await change({ change: 'removeMetafield', namespace: 'app--1', key: 'gift' });
    expect(now()).toMatchObject({ note: null, attributes: [{ name: 'b' }], metafields: [] });
  });

  it('shows another currency at its rate, and takes none that the shop does not', async () => {
    const { change } = openCheckout({ shop: { presentmentRates: { EUR: '1.2' } } });
    const { html } = await change({ change: 'currency', currency: 'EUR' });
    expect(html.total).toBe('€60.00');
    const refused = await change({ change: 'currency', currency: 'CHF' });
    expect(refused.messages).toEqual({ currency: 'This currency is not accepted here' });
  });

  it('pays with store credit of whoever is logged in', async () => {
    const { change, world, logIn, read } = openCheckout();
    const fields = { email: 'ada@moss.example', firstName: 'Ada' };
    const ada = must(createCustomer(world, SHOP, { fields }));
    must(creditAccount(world, SHOP, { place: { customerId: ada.id }, amountMinor: 700 }));
    logIn(ada.id);
    expect(await read()).toContain('Use store credit');
    const { html } = await change({ change: 'storeCredit', uses: true });
    // 50.00 less 7.00.
    expect(html.sums).toMatch(/Due now<\/dt><dd>£43\.00/);
    expect(world.store.get(customers, SHOP, ada.id)?.email).toBe('ada@moss.example');
  });

  it.each([
    [null, 'change'],
    [{ change: 'fly' }, 'change'],
    [{ change: 'tip', amountMinor: -1 }, 'amountMinor'],
    [{ change: 'address', address: { ...ADDRESS, countryCode: 'gb' } }, 'address.countryCode'],
    [{ change: 'line', lineId: 'x' }, 'lineId'],
    [{ change: 'attributes', attributes: [{ key: 'a' }] }, 'attributes.0.value'],
  ])('%j is answered 400 with the field %s', async (body, field) => {
    const { change } = openCheckout();
    const { status, error } = await change(body);
    expect(status).toBe(400);
    expect(error).toContain(`${field}: `);
  });
});

describe('a code', () => {
  it('takes its share off, is not taken twice, and goes again', async () => {
    const shop = openCheckout();
    addCode(shop, 'TEN', { gets: TEN_PERCENT });
    const { html } = await shop.change({ change: 'addCode', code: 'ten' });
    expect(html.total).toBe('£45.00');
    expect(html.reductions).toContain('TEN');
    const again = await shop.change({ change: 'addCode', code: 'TEN' });
    expect(again.messages).toEqual({ code: 'This discount has already been applied' });
    const gone = await shop.change({ change: 'removeCode', code: 'Ten' });
    expect(gone.html.total).toBe('£50.00');
    expect(shop.now().codes).toEqual([]);
  });

  it('that does not apply is told once and not kept', async () => {
    const { change, now, read } = openCheckout();
    const { messages } = await change({ change: 'addCode', code: 'NOPE' });
    expect(messages.code).toMatch(/NOPE|valid/i);
    expect(now().codes).toEqual([]);
    expect(await read()).not.toContain('id="code-error"');
    const blank = await change({ change: 'addCode', code: '' });
    expect(blank.messages).toEqual({ code: 'Enter a discount code or gift card' });
  });

  it('may be a gift card, whose number pays and is taken out by its number or id', async () => {
    const { change, world, now } = openCheckout();
    must(issueGiftCard(world, SHOP, { initialMinor: 1000, code: 'FERNFERN1234' }));
    const { html } = await change({ change: 'addCode', code: 'fern fern 1234' });
    expect(html.sums).toMatch(/Gift card •••• 1234<\/dt><dd>−£10\.00/);
    expect(html.sums).toMatch(/Due now<\/dt><dd>£40\.00/);
    const again = await change({ change: 'addGiftCard', code: 'FERNFERN1234' });
    expect(again.messages).toEqual({ code: 'Gift card has already been applied' });
    await change({ change: 'removeGiftCard', code: 'FERNFERN1234' });
    expect(now().giftCardIds).toEqual([]);
    const none = await change({ change: 'addGiftCard', code: 'NOSUCHCARD' });
    expect(none.messages).toEqual({ code: 'Enter a valid discount code or gift card' });
  });
});
