/** Using a reward in the checkout's block, on Shopify's own tester. */
import { expect, it, vi } from 'vitest';
import {
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
import { answer, CODE, PROGRAM, reading, type Server, tap } from './stage.ts';

const stage = useCheckout();

it('asks once, as the shopper, and shows the reward as applied', async () => {
  await stage.draw({ server: redeems }, takingCodes());
  tap(USE_FIVE);
  await sees('£5 off is applied.');
  expect(reading()).toContain('You have 120 points to spend.');
  expect(reading()).toContain('[Give back]');
  expect(reading().join()).not.toContain('Use 500');
  expect(stage.requests).toHaveLength(1);
  const [{ url, init } = { url: '', init: {} }] = stage.requests;
  expect(url).toBe('https://laurel.example.com/api/redeem');
  expect(init.headers).toMatchObject({ Authorization: 'Bearer mock-session-token' });
  expect(stage.bodyOf(0)).toMatchObject({ rewardId: 'five' });
  expect(stage.bodyOf(0).key).toMatch(/^[\w-]{8,64}$/);
});

it('still offers a reward of another kind beside it', async () => {
  const card = { ...HELD, available: 400 };
  await stage.draw({ server: () => answer({ ...REDEEMED, card }) }, takingCodes());
  tap(USE_FIVE);
  await sees('£5 off is applied.');
  expect(reading()).toContain('[Use 300 points]');
  expect(reading()).not.toContain('£10 off');
});

it('names a percentage by its name alone, and offers none beside money off', async () => {
  const tenth = { id: 'tenth', name: '10 % off', cost: 200, amountMinor: null } as const;
  const rewards = [...PROGRAM.rewards, { ...tenth, kind: 'percent-off' } as const];
  const card = { ...HELD, available: 400 };
  const server = () => answer({ ...REDEEMED, card });
  await stage.draw({ server, program: { ...PROGRAM, rewards } }, takingCodes());
  expect(reading()).toContain('10 % off');
  expect(reading().filter((line) => line === 'Free shipping')).toHaveLength(1);
  tap(USE_FIVE);
  await sees('£5 off is applied.');
  expect(reading()).not.toContain('10 % off');
  expect(reading()).toContain('[Use 300 points]');
});

it('says what the code took off once Shopify tells', async () => {
  await stage.draw({ server: redeems }, (shopify) => {
    takingCodes()(shopify);
    const discountedAmount = { amount: 5, currencyCode: 'GBP' as const };
    shopify.discountAllocations.value = [{ type: 'code', code: CODE, discountedAmount }];
  });
  tap(USE_FIVE);
  await sees('£5 off is applied. It takes £5.00 off this order.');
});

it('keeps the code and says what to do where Shopify refuses it', async () => {
  await stage.draw({ server: redeems }, takingCodes('error'));
  tap(USE_FIVE);
  await sees(SAVED);
  expect(reading().join()).toContain(`Shopify did not accept £5 off on this order`);
  // The code and its end stand in its own row, once.
  expect(reading().join().split(CODE)).toHaveLength(2);
  expect(reading().join().split('24 November 2026')).toHaveLength(2);
  expect(reading()).toEqual(expect.arrayContaining(['[Apply]', '[Give back]']));
  expect(reading().join()).not.toContain('is applied');
});

it('keeps the code where codes were forbidden meanwhile, and does not ask Shopify', async () => {
  const apply = vi.fn();
  await stage.draw({ server: redeems }, (shopify) => {
    shopify.applyDiscountCodeChange = apply;
  });
  stage.shopify().instructions.value.discounts.canUpdateDiscountCodes = false;
  tap(USE_FIVE);
  await sees(SAVED);
  expect(apply).not.toHaveBeenCalled();
  expect(reading()).not.toContain('[Apply]');
});

it('applies a saved code when asked again', async () => {
  await stage.draw({ server: redeems }, takingCodes('error'));
  tap(USE_FIVE);
  await sees('[Apply]');
  takingCodes()(stage.shopify());
  tap('Apply £5 off');
  await sees('£5 off is applied.');
  expect(stage.requests).toHaveLength(1);
});

it.each([
  ['insufficient_points', 409, 'You have 120 points; this takes 500.'],
  ['no_code_ready', 503, 'This reward is being prepared. Try again in a minute.'],
  ['not_signed_in', 401, 'Log in to use your points.'],
])('says why our server refuses: %s', async (reason, status, words) => {
  await stage.draw({ server: () => answer({ ok: false, reason, words }, status) });
  tap(USE_FIVE);
  await sees(words);
  expect(reading()).toContain('[Use 500 points]');
  expect(reading()).toContain('You have 620 points to spend.');
});

it('uses a new key once the reward was there, and the same one until then', async () => {
  const answers = [answer({ ok: false, reason: 'busy', words: 'Busy.' }, 503), answer(REDEEMED)];
  const card = { ...HELD, seq: 9, available: 620 };
  const server: Server = (url) =>
    url.endsWith('redeem')
      ? (answers.shift() ?? answer(REDEEMED))
      : answer({ ...TAKEN_BACK, card });
  await stage.draw({ server }, takingCodes());
  tap(USE_FIVE);
  await sees('Busy.');
  await sees('[Use 500 points]');
  tap(USE_FIVE);
  await sees('£5 off is applied.');
  await sees('[Give back]');
  tap('Give back £5 off');
  await sees('[Use 500 points]');
  tap(USE_FIVE);
  await sees('£5 off is applied.');
  const [first, second, , third] = [0, 1, 2, 3].map((index) => stage.bodyOf(index).key);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

it.each<[string, Server]>([
  ['the network is down', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['a gateway answers in our place', () => answer({ message: 'Bad gateway' }, 502)],
  ['what comes is no JSON', () => new Response('<html>', { status: 200 })],
])('asks again with the same key where %s', async (_why, failing) => {
  let isDown = true;
  const server: Server = (url, init) => (isDown ? failing(url, init) : redeems(url, init));
  await stage.draw({ server }, takingCodes());
  tap(USE_FIVE);
  await sees(
    'Your points could not be reached just now, and nothing you see is lost. Please try again.',
  );
  isDown = false;
  tap(USE_FIVE);
  await sees('£5 off is applied.');
  expect(stage.bodyOf(0)).toEqual(stage.bodyOf(1));
});

it('does one thing at a time', async () => {
  let release = () => undefined as void;
  const open = new Promise<void>((resolve) => (release = resolve));
  const server: Server = async (url, init) => {
    await open;
    return redeems(url, init);
  };
  await stage.draw({ server }, takingCodes());
  tap(USE_FIVE);
  await sees('(Use 300 points)');
  tap('Use 300 points for Free shipping');
  tap(USE_FIVE);
  release();
  await sees('£5 off is applied.');
  expect(stage.requests).toHaveLength(1);
});
