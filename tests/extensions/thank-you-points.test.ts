/** The thank-you page's block on Shopify's own tester, in every state it has. */
import { describe, expect, it, vi } from 'vitest';
import {
  answer,
  CARD,
  CODE,
  PROGRAM,
  reading,
  type Server,
  sellFor,
  tap,
  useStage,
} from './stage.ts';

const stage = useStage('thank-you-points', 'purchase.thank-you.block.render');

const BALANCE = [
  'You have 620 points to spend.',
  '48 points are waiting; the next can be spent from 25 November 2026.',
];
const sees = (line: string) => vi.waitFor(() => expect(reading()).toContain(line));

describe('before a tap', () => {
  it('says what the order earned and when it can be spent, and asks nobody', async () => {
    await stage.draw();
    expect(reading()).toEqual([
      '# Your points',
      'You earned 31 points with this order.',
      'Paid today, they can be spent from 7 December 2026.',
      ...BALANCE,
      '[Show my new total]',
    ]);
    expect(stage.requests).toEqual([]);
  });

  it('needs no date where points do not wait', async () => {
    await stage.draw({ program: { ...PROGRAM, pendingDays: 0 } });
    expect(reading()).toContain('They can be spent as soon as the order is paid.');
  });

  it('names no date where points wait for the order to be sent', async () => {
    await stage.draw({ program: { ...PROGRAM, pendingDays: null } });
    expect(reading().slice(0, 3)).toEqual([
      '# Your points',
      'You earned 31 points with this order.',
      BALANCE[0],
    ]);
  });

  it('promises nothing where the program promises no rate', async () => {
    await stage.draw({ program: { ...PROGRAM, earning: null } });
    expect(reading()).toEqual(['# Your points', ...BALANCE, '[Show my new total]']);
  });

  it('promises nothing where the order earns nothing', async () => {
    await stage.draw({}, (shopify) => sellFor(shopify, 0.99));
    expect(reading().join()).not.toContain('earned');
    expect(reading()).toEqual(['# Your points', ...BALANCE, '[Show my new total]']);
  });

  it('says which reward was used, and what it took off where Shopify tells', async () => {
    await stage.draw({}, (shopify) => {
      const other = 'LAUREL-AAAA-BBBB-CCCC';
      const discountedAmount = { amount: 5, currencyCode: 'GBP' as const };
      shopify.discountCodes.value = [{ code: CODE }, { code: other }, { code: 'SUMMER' }];
      shopify.discountAllocations.value = [{ type: 'code', code: CODE, discountedAmount }];
    });
    expect(reading()).toContain(`Your reward ${CODE} took £5.00 off.`);
    expect(reading()).toContain('You used your reward LAUREL-AAAA-BBBB-CCCC.');
    expect(reading().join()).not.toContain('SUMMER');
  });

  it('tells a guest how to see the points', async () => {
    await stage.draw({ card: null, isGuest: true });
    expect(reading()).toEqual([
      '# Your points',
      'You earned 31 points with this order.',
      'Paid today, they can be spent from 7 December 2026.',
      'Log in with the e-mail address of this order to see and use them.',
    ]);
  });

  it('shows a member of one order nothing to spend yet', async () => {
    await stage.draw({ card: null });
    expect(reading()).toContain('You have 0 points to spend.');
  });

  it.each([
    ['nothing was published', null],
    ['the program is paused', { ...PROGRAM, live: false }],
  ])('is not there at all where %s', async (_why, program) => {
    await stage.draw({ program });
    expect(reading()).toEqual([]);
  });
});

describe('the new total', () => {
  const newer = { ...CARD, seq: 9, available: 620, pending: 79 };

  it('comes by itself when Shopify keeps a newer card', async () => {
    await stage.draw();
    const { appMetafields } = stage.shopify();
    appMetafields.value = appMetafields.value.map((entry) => ({
      ...entry,
      metafield: {
        ...entry.metafield,
        ...(entry.metafield.key === 'card' && { value: JSON.stringify(newer) }),
      },
    }));
    await sees('79 points are waiting; the next can be spent from 25 November 2026.');
    expect(stage.requests).toEqual([]);
  });

  it('comes for a tap, by one request as the shopper', async () => {
    const server: Server = () => answer({ ok: true, card: newer, redemptions: [] });
    await stage.draw({ server });
    tap('Show my new total');
    await sees('79 points are waiting; the next can be spent from 25 November 2026.');
    expect(stage.requests).toHaveLength(1);
    expect(stage.requests[0]).toMatchObject({
      url: 'https://laurel.example.com/api/wallet',
      init: { headers: { Authorization: 'Bearer mock-session-token' } },
    });
  });

  it('is said not to be there yet', async () => {
    await stage.draw({ server: () => answer({ ok: true, card: CARD, redemptions: [] }) });
    tap('Show my new total');
    await sees('This order is not in your points yet. It usually takes a minute after it is paid.');
  });

  it.each<[string, Server, string]>([
    [
      'refuses',
      () => answer({ ok: false, reason: 'not_signed_in', words: 'Log in first.' }, 401),
      'Log in first.',
    ],
    [
      'cannot be reached',
      () => Promise.reject(new TypeError('Failed to fetch')),
      'Your points could not be reached just now, and nothing you see is lost. Please try again.',
    ],
  ])('is not shown where our server %s', async (_what, server, words) => {
    await stage.draw({ server });
    tap('Show my new total');
    await sees(words);
    expect(reading()).toEqual(expect.arrayContaining(BALANCE));
  });
});
