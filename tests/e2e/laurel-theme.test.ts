/**
 * What a shopper sees of Laurel in a store before anybody is asked: drawn by Liquid from what
 * Shopify keeps. Redeeming: laurel-theme-panel.test.ts.
 */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { cardAt, PROGRAM } from '../support/shop-desk.ts';
import {
  APRON,
  balance,
  button,
  emailOf,
  gatherPeople,
  launcher,
  openPanel,
  panel,
  WIDTHS,
} from '../support/theme-people.ts';
import { expectReadable } from '../support/twin-stories.ts';

const { stage, guest, at } = gatherPeople();

describe('a guest', () => {
  it('sees what points buy and how they come, and a way in', async () => {
    const { page } = guest();
    await page.goto(stage().origin + APRON);
    await launcher(page).click();
    const dialog = page.getByRole('dialog', { name: 'Rewards' });
    await dialog.getByText('500 points · £5 off your order').waitFor();
    await dialog.getByText('You earn 1 point for every £1 you spend').waitFor();
    expect(await dialog.getByRole('link', { name: /Sign in/ }).getAttribute('href')).toContain(
      '/account/login',
    );
    expect(await dialog.getByRole('button', { name: /Redeem/ }).count()).toBe(0);
    await expectReadable(page);
    expect(stage().desk.asked).toEqual([]);
  });

  it.each([
    ['there is no program', null],
    ['the program rests', { ...PROGRAM, live: false }],
  ])('sees nothing of it while %s', async (_why, program) => {
    stage().writeProgram(program);
    await guest().page.goto(stage().origin + APRON, { waitUntil: 'networkidle' });
    expect(await guest().page.locator('[data-laurel], [data-laurel-earn]').count()).toBe(0);
    expect(await guest().page.content()).not.toContain('laurel.js');
  });
});

describe.each(WIDTHS)('a member at %i px', (width) => {
  it('sees their points before anybody is asked, and nothing moves', async () => {
    const { page } = at(width);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    // The theme fetches these late and moves its footer for them; that is not ours to judge.
    await page.route('**/recommendations/**', () => undefined);
    await page.goto(stage().origin + APRON, { waitUntil: 'load' });
    // 360 of the card, and 20 that have matured since it was written.
    expect(await launcher(page).textContent()).toMatch(/Rewards\s*380 points/);
    page.removeAllListeners('request');
    expect(asked.filter((url) => url.includes('/apps/'))).toEqual([]);
    expect(asked.filter((url) => !/^data:/.test(url) && !url.startsWith(stage().origin))).toEqual(
      [],
    );
    expect(await page.evaluate(SHIFTS)).toBe(0);
  });

  it('reads balance, what is on its way, history and rewards', async () => {
    const { page } = at(width);
    await openPanel(page, stage());
    expect(await balance(page)).toBe('380 points');
    const dialog = panel(page);
    await dialog.getByText('87 points are on their way').waitFor();
    await dialog.getByText(/^87 points from \d+ [A-Z]\w+ \d{4}$/).waitFor();
    await dialog.getByText('87 points for order #1043: £87.45 counts.').waitFor();
    await dialog.getByText('120 more points').waitFor();
    expect(await button(page, /Redeem/).count()).toBe(1);
    await expectReadable(page);
    await page.evaluate('document.documentElement.dir = "rtl"');
    await expectReadable(page);
    // English words keep their own direction: never “points 380”.
    const [number, words] = await page.evaluate<[number, number]>(`(() => {
      const text = document.querySelector('[data-laurel-available]').firstChild;
      const left = (from, to) => {
        const range = document.createRange();
        range.setStart(text, from);
        range.setEnd(text, to);
        return range.getBoundingClientRect().left;
      };
      return [left(0, 3), left(4, 10)];
    })()`);
    expect(number).toBeLessThan(words);
    const box = await dialog.boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
  });
});

describe('a balance', () => {
  it('says what a balance below zero means, and moves for nobody who dislikes that', async () => {
    const { page } = at(390);
    const card = cardAt(stage().desk.now(), { available: -60, seq: 13, lines: [], maturing: [] });
    stage().desk.card = card;
    stage().writeCard(stage().customerId(emailOf(390)), card);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await openPanel(page, stage());
    expect(await balance(page)).toBe('−60 points');
    await panel(page).getByText('Points that were taken back are filled up first').waitFor();
    await panel(page).getByText('360 more points').waitFor();
    expect(await page.evaluate('document.getAnimations().length')).toBe(0);
    await page.emulateMedia({ reducedMotion: null });
  });

  it('is written as checkouts write it, by the shop and by the script', async () => {
    const { page } = at(1280);
    const now = stage().desk.now();
    const lines = [{ at: now, points: -1_200, text: '1,200 points reserved for “£12 off”.' }];
    const maturing = [{ at: now + 86_400_000, points: 1_000_000 }];
    const card = cardAt(now, { available: 1_419, pending: 1_000_000, maturing, lines });
    stage().writeCard(stage().customerId(emailOf(1280)), card);
    for (const knows of [null, card]) {
      stage().desk.card = knows && { ...knows, seq: 13, held: 1_007 };
      await openPanel(page, stage());
      expect(await launcher(page).textContent()).toMatch(/Rewards\s*1,419 points/);
      expect(await balance(page)).toBe('1,419 points');
      await panel(page).getByText('1,000,000 points are on their way').waitFor();
      await panel(page)
        .getByText(/^1,000,000 points from /)
        .waitFor();
      await panel(page).getByText('−1,200', { exact: true }).waitFor();
    }
    await panel(page).getByText('1,007 points are reserved').waitFor();
  });

  it('greets a member without any points', async () => {
    const { page } = at(390);
    stage().desk.card = null;
    stage().writeCard(stage().customerId(emailOf(390)), null);
    await openPanel(page, stage());
    expect(await balance(page)).toBe('0 points');
    await panel(page).getByText('Nothing yet: points come with your first order.').waitFor();
    await expectReadable(page);
  });
});

describe('a product', () => {
  const line = (page: Page) => page.locator('[data-laurel-earn]');

  it('says what it earns, and follows the variant without asking anybody', async () => {
    const { page } = guest();
    stage().changeProduct('linen-apron', (product) => ({
      ...product,
      variants: product.variants.map((variant, place) => ({
        ...variant,
        priceMinor: place === 0 ? 2450 : 5099,
      })),
    }));
    await page.goto(stage().origin + APRON);
    await line(page).getByText('Earn up to 24 points with this product').waitFor();
    // The theme's own way of drawing the section anew is held back: the words come without it.
    await page.route('**/*section_id=*', () => undefined);
    await page.getByText('Forest', { exact: true }).click();
    await line(page).getByText('Earn up to 50 points with this product').waitFor();
    expect(stage().desk.asked).toEqual([]);
  });

  it.each([
    ['is a gift card', PROGRAM, true],
    ['is sold in another currency', { ...PROGRAM, currency: 'EUR' }, false],
  ])('says nothing where it %s', async (_why, program, isGiftCard) => {
    stage().writeProgram(program);
    stage().changeProduct('linen-apron', (product) => ({ ...product, isGiftCard }));
    await guest().page.goto(stage().origin + APRON, { waitUntil: 'networkidle' });
    expect(await line(guest().page).count()).toBe(0);
    stage().changeProduct('linen-apron', (product) => ({ ...product, isGiftCard: false }));
  });
});

/** The sum of all layout shifts so far. */
const SHIFTS = `new Promise((resolve) => {
  let sum = 0;
  const add = (list) => list.getEntries().forEach(({ value }) => (sum += value));
  new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => resolve(sum), 100);
})`;
