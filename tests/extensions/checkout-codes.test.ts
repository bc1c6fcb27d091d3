/** Codes in the checkout's block: given back, redeemed elsewhere, remembered. */
import { describe, expect, it, vi } from 'vitest';
import {
  ENTRY,
  HELD,
  REDEEMED,
  redeems,
  SAVED,
  sees,
  TAKEN_BACK,
  takingCodes,
  USE_FIVE,
  useCheckout,
} from './redemption-stage.ts';
import { answer, CODE, NOW, reading, type Server, tap } from './stage.ts';

const stage = useCheckout();

describe('giving back', () => {
  it('removes the code first, then tells our server', async () => {
    const order: string[] = [];
    const server: Server = (url) => {
      order.push(url);
      return answer(url.endsWith('redeem') ? REDEEMED : TAKEN_BACK);
    };
    await stage.draw({ server }, takingCodes());
    tap(USE_FIVE);
    await sees('£5 off is applied.');
    const { applyDiscountCodeChange } = stage.shopify();
    stage.shopify().applyDiscountCodeChange = async (change) => {
      order.push(change.type);
      return applyDiscountCodeChange(change);
    };
    tap('Give back £5 off');
    await sees('Given back. Your 500 points return in a few minutes.');
    expect(reading().join()).not.toContain('reserved');
    expect(order.slice(1)).toEqual([
      'removeDiscountCode',
      'https://laurel.example.com/api/take-back',
    ]);
    expect(stage.bodyOf(1)).toEqual({ code: CODE });
    expect(reading().join()).not.toContain('applied');
  });

  it('moves no points while Shopify keeps the code on the order', async () => {
    await stage.draw({ server: redeems }, takingCodes());
    tap(USE_FIVE);
    await sees('£5 off is applied.');
    takingCodes('error')(stage.shopify());
    tap('Give back £5 off');
    await sees(
      `The code could not be removed here. Remove ${CODE} from the order first, ` +
        'then give it back.',
    );
    expect(stage.requests).toHaveLength(1);
  });

  it('keeps the code where our server says no', async () => {
    const words = 'This code was used on an order already.';
    const server: Server = (url) =>
      url.endsWith('redeem')
        ? answer(REDEEMED)
        : answer({ ok: false, reason: 'already_used', words }, 409);
    await stage.draw({ server }, takingCodes());
    tap(USE_FIVE);
    await sees('£5 off is applied.');
    tap('Give back £5 off');
    await sees(words);
    await sees(SAVED);
  });
});

describe('codes redeemed elsewhere', () => {
  it('shows one that came with the cart as applied, in whatever letters', async () => {
    const server: Server = () => answer(TAKEN_BACK);
    await stage.draw({ server }, (shopify) => {
      takingCodes()(shopify);
      shopify.discountCodes.value = [{ code: CODE.toLowerCase() }, { code: 'SUMMER' }];
    });
    expect(reading()).toContain(`Your reward ${CODE} is applied.`);
    expect(reading().join()).not.toContain('SUMMER');
    expect(reading().join()).not.toContain('[Use');
    tap(`Give back ${CODE}`);
    await sees('Given back. Your 500 points return in a few minutes.');
  });

  it('fetches the shopper’s codes for a tap, where points are held for some', async () => {
    const bound = { ...ENTRY, code: 'LAUREL-AAAA-BBBB-CCCC', status: 'bound' };
    const server: Server = () => answer({ ok: true, card: HELD, redemptions: [ENTRY, bound] });
    await stage.draw({ card: HELD, server });
    expect(reading()).toContain('500 points are reserved for rewards you took.');
    expect(stage.requests).toEqual([]);
    tap('Show my codes');
    await sees(SAVED);
    expect(stage.requests[0]).toMatchObject({
      url: 'https://laurel.example.com/api/wallet',
      init: { method: 'GET', body: null },
    });
    expect(reading().join()).not.toContain('AAAA');
    expect(reading().join()).not.toContain('reserved');
  });

  it('counts as reserved elsewhere only what is not for a code it shows', async () => {
    const server: Server = () => answer({ ...REDEEMED, card: { ...HELD, held: 800 } });
    await stage.draw({ server }, takingCodes());
    tap(USE_FIVE);
    await sees('£5 off is applied.');
    expect(reading()).toContain('300 points are reserved for rewards you took.');
  });

  it('says that the points of those given back elsewhere are on their way', async () => {
    const redemptions = [{ ...ENTRY, status: 'releasing' }];
    const server: Server = () => answer({ ok: true, card: HELD, redemptions });
    await stage.draw({ card: HELD, server });
    expect(reading().join()).not.toContain('not used');
    tap('Show my codes');
    await sees('You gave rewards back: their 500 points return in a few minutes.');
    expect(reading().join()).not.toMatch(/reserved|None of your codes/);
  });

  it('says so where none of them can be used', async () => {
    const server: Server = () => answer({ ok: true, card: HELD, redemptions: [] });
    await stage.draw({ card: HELD, server });
    tap('Show my codes');
    await sees('None of your codes can be used right now.');
  });
});

describe('what it remembers', () => {
  it('a code of this checkout, after the page was loaded again, until it lapses', async () => {
    const kept = { owner: 'gid://shopify/Customer/7 c1', value: [ENTRY] };
    const arrange = (shopify: ReturnType<typeof stage.shopify>) => {
      shopify.checkoutToken.value = 'c1';
      shopify.storage.read = async <T>() => kept as T;
    };
    await stage.draw({ card: HELD }, arrange);
    await sees(SAVED);
  });

  it.each([
    ['of another customer', { owner: 'gid://shopify/Customer/8 c1', value: [ENTRY] }],
    ['of another checkout', { owner: 'gid://shopify/Customer/7 c0', value: [ENTRY] }],
    ['that lapsed', { owner: 'gid://shopify/Customer/7 c1', value: [{ ...ENTRY, lapsesAt: NOW }] }],
  ])('no code %s', async (_which, kept) => {
    const read = vi.fn(async () => kept);
    await stage.draw({}, (shopify) => {
      shopify.checkoutToken.value = 'c1';
      shopify.storage.read = read as typeof shopify.storage.read;
    });
    await vi.waitFor(() => expect(read).toHaveBeenCalled());
    expect(reading().join()).not.toContain('saved');
  });
});
