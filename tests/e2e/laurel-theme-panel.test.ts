/**
 * What a shopper does in Laurel's panel. The books behind the proxy are made up
 * (support/shop-desk.ts); routes, store and browser are real.
 */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import {
  APRON,
  balance,
  button,
  gatherPeople,
  launcher,
  openPanel,
  panel,
  said,
  WIDTHS,
} from '../support/theme-people.ts';
import { expectReadable } from '../support/twin-stories.ts';

const { stage, at } = gatherPeople();

async function fillCart(page: Page): Promise<void> {
  await page.goto(stage().origin + APRON);
  const added = page.waitForResponse((reply) => reply.url().includes('/cart/add'));
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await added;
}

async function codesInCart(page: Page): Promise<string[]> {
  const cart = (await (await page.request.get(`${stage().origin}/cart.js`)).json()) as {
    discount_codes: { code: string }[];
  };
  return cart.discount_codes.map(({ code }) => code);
}

describe.each(WIDTHS)('a member at %i px', (width) => {
  it('redeems, however often they tap, and the code is in the cart', async () => {
    const { page } = at(width);
    await fillCart(page);
    await openPanel(page, stage(), '/cart');
    await button(page, 'Redeem Free shipping for 300 points').dblclick();
    await said(page).getByText('Your code LAUREL-7K3M-9QXW-0002 is ready.').waitFor();
    expect(stage().desk.asked.filter((ask) => ask.startsWith('redeem'))).toHaveLength(1);
    expect(await balance(page)).toBe('80 points');
    await panel(page).getByText('300 points are reserved for rewards you took').waitFor();
    await panel(page).getByText('220 more points').waitFor();
    await panel(page)
      .getByText(/^Use it by /)
      .waitFor();
    expect(await codesInCart(page)).toEqual(['LAUREL-7K3M-9QXW-0002']);
    const apply = panel(page).getByRole('link', { name: /^Apply to cart/ });
    expect(await apply.getAttribute('href')).toBe(
      '/discount/LAUREL-7K3M-9QXW-0002?redirect=%2Fcart',
    );
    await expectReadable(page);
    expect(await page.evaluate(ROWS_OF_ACTS)).toBe(1);
    await button(page, /^Give back/).click();
    await said(page).getByText('You gave the reward back.').waitFor();
    await panel(page).getByText('Its points are on their way back to you.').waitFor();
    await expect.poll(() => codesInCart(page)).toEqual([]);
    await expectReadable(page);
  });

  it('is told in numbers when points do not suffice', async () => {
    const person = at(width);
    stage().desk.refusal = {
      ...{ ok: false, reason: 'insufficient_points', available: 100, required: 300 },
    };
    await openPanel(person.page, stage());
    await button(person.page, /Redeem Free/).click();
    await said(person.page).getByText('You have 100 points; this reward needs 300.').waitFor();
    expect(await balance(person.page)).toBe('380 points');
    await expectReadable(person.page);
    // The browser tells of the answer 409 itself.
    expect(person.takeComplaints()).toHaveLength(1);
  });

  it('cannot redeem twice by an answer that was lost and a page that was reloaded', async () => {
    const person = at(width);
    const { page } = person;
    await openPanel(page, stage());
    await page.route('**/apps/laurel/redeem', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await button(page, /Redeem Free/).click();
    await said(page).getByText('We could not reach the shop.').waitFor();
    expect(person.takeComplaints()).toHaveLength(1);
    await page.unrouteAll();
    // The page shows the balance of before, as its card is not yet mirrored, and no codes.
    await page.route('**/apps/laurel/wallet', (route) => route.abort());
    await openPanel(page, stage());
    await said(page).getByText('We could not refresh this just now.').waitFor();
    expect(person.takeComplaints()).toHaveLength(1);
    await button(page, /Redeem Free/).click();
    await said(page).getByText('is ready.').waitFor();
    expect(stage().desk.asked.filter((ask) => ask.startsWith('redeem'))).toHaveLength(2);
    expect(stage().desk.wallet).toHaveLength(1);
    expect(await balance(page)).toBe('80 points');
  });
});

describe('the panel', () => {
  it('leads whoever tapped far below to what came of it, and covers no balance by it', async () => {
    const { page } = at(1280);
    const size = page.viewportSize() ?? { width: 1280, height: 800 };
    await page.setViewportSize({ ...size, height: 480 });
    await openPanel(page, stage());
    await button(page, /Redeem Free/).click();
    await said(page).getByText('is ready.').waitFor();
    await expect.poll(() => page.evaluate(GAP_TO_BALANCE)).toBeGreaterThanOrEqual(0);
    await page.setViewportSize(size);
  });

  it('is used with the keyboard alone', async () => {
    const { page } = at(1280);
    await page.goto(stage().origin + APRON, { waitUntil: 'networkidle' });
    await launcher(page).focus();
    await page.keyboard.press('Enter');
    await panel(page).waitFor();
    for (let taps = 0; taps < 12; taps += 1) {
      await page.keyboard.press('Tab');
      // The browser's own buttons are in the round, the page behind the panel is not.
      expect(await page.evaluate(FOCUSED)).toMatch(/^(panel|browser)$/);
    }
    await button(page, /Redeem Free/).focus();
    await page.keyboard.press('Enter');
    await said(page).getByText('is ready.').waitFor();
    expect(await page.evaluate('document.activeElement.dataset.code')).toBe(
      'LAUREL-7K3M-9QXW-0002',
    );
    await page.keyboard.press('Escape');
    await panel(page).waitFor({ state: 'hidden' });
    expect(await page.evaluate('document.activeElement.className')).toBe('laurel-launcher');
  });

  it('closes by its button and by a tap beside it', async () => {
    const { page } = at(1280);
    await openPanel(page, stage());
    await button(page, 'Close').click();
    await panel(page).waitFor({ state: 'hidden' });
    await launcher(page).click();
    await page.mouse.click(100, 400);
    await panel(page).waitFor({ state: 'hidden' });
    await expect.poll(() => launcher(page).getAttribute('aria-expanded')).toBe('false');
  });

  it('never goes back to what an older answer knew', async () => {
    const { page } = at(1280);
    let letGo = (): void => undefined;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    await page.route('**/apps/laurel/wallet', async (route) => {
      const response = await route.fetch();
      await gate;
      await route.fulfill({ response });
    });
    await page.goto(stage().origin + APRON);
    await launcher(page).click();
    await expect.poll(() => stage().desk.asked).toEqual(['wallet']);
    await button(page, /Redeem Free/).click();
    await said(page).getByText('is ready.').waitFor();
    const arrived = page.waitForResponse('**/apps/laurel/wallet');
    letGo();
    await (await arrived).finished();
    await page.evaluate('new Promise((resolve) => setTimeout(resolve, 50))');
    expect(await balance(page)).toBe('80 points');
    expect(await panel(page).locator('code').count()).toBe(1);
  });

  it('shows codes that are in use or on their way back without a way to use them', async () => {
    const { page } = at(1280);
    const { now } = stage().desk;
    const entry = { rewardId: 'free-shipping', rewardName: 'Free shipping', cost: 300 };
    stage().desk.wallet = [
      { ...entry, code: 'LAUREL-1111-1111-1111', status: 'bound', lapsesAt: now() },
      { ...entry, code: 'LAUREL-2222-2222-2222', status: 'releasing', lapsesAt: now() },
    ];
    await openPanel(page, stage());
    await panel(page).getByText('An order uses this code.').waitFor();
    expect(await panel(page).getByRole('link').count()).toBe(0);
    expect(await button(page, /^Give back/).count()).toBe(0);
    expect(await button(page, /^Copy/).count()).toBe(0);
    await expectReadable(page);
  });
});

const ROWS_OF_ACTS = `new Set([...document.querySelectorAll('.laurel-item__acts > *')]
  .map((act) => act.getBoundingClientRect().top)).size`;

const GAP_TO_BALANCE = `document.querySelector('.laurel-balance').getBoundingClientRect().top
  - document.querySelector('[data-laurel-said]').getBoundingClientRect().bottom`;

const FOCUSED = `document.activeElement.closest('dialog')
  ? 'panel'
  : document.activeElement === document.body ? 'browser' : document.activeElement.outerHTML`;
