/**
 * One order's whole life, as the owner of a shop and one of its shoppers live it: Laurel is
 * installed and its program published, points are earned, wait and mature, buy a reward at the
 * checkout, and go back in part with what is returned. Every number on the way is worked out here
 * by hand.
 */
import type { Browser, FrameLocator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { ask, type LaurelShop, startLaurelShop } from '../support/laurel-shop.ts';
import {
  expectReadable,
  fillAddress,
  goToCheckout,
  logIn,
  meet,
  minorOf,
  type Person,
  photograph,
} from '../support/twin-stories.ts';

const ADA = 'ada@example.com';
const DAY_MS = 86_400_000;
const PATIENT = { timeout: 20_000 };

let shop: LaurelShop;
let browser: Browser;
let owner: Person;
let shopper: Person;
let laurel: FrameLocator;
/** What the first order is worth in points, and what counts of the second: from their prices. */
let firstPoints = 0;
let secondNetMinor = 0;

beforeAll(async () => {
  [shop, browser] = await Promise.all([startLaurelShop({ hasHistory: true }), openBrowser()]);
  owner = await meet(browser);
  shopper = await meet(browser, 390);
  laurel = owner.page.frameLocator('iframe');
});

afterAll(async () => {
  await browser?.close();
  await shop?.stop();
});

afterEach(async ({ task }) => {
  await photograph(owner, `life-owner-${task.name.slice(0, 40)}`);
  await photograph(shopper, `life-shopper-${task.name.slice(0, 40)}`);
  expect(owner.takeComplaints(), shop.said()).toEqual([]);
  expect(shopper.takeComplaints(), shop.said()).toEqual([]);
});

const admin = (path: string) => `${shop.adminOrigin}/store/demo-shop${path}`;

async function openLaurel(path: string, heading: string | RegExp): Promise<void> {
  await owner.page.goto(admin(`/apps/laurel-loyalty/app${path}`));
  await laurel.getByRole('heading', { name: heading }).first().waitFor();
}

/** Points of the shopper as the books have them. */
async function booksOfAda(): Promise<{ pending: number; available: number; held: number }> {
  const [row] = await ask<Record<'pending' | 'available' | 'held', string>>(
    shop,
    `SELECT pending, available, held FROM members WHERE customer_id = $1`,
    [await customerIdOf(ADA)],
  );
  const { pending = 0, available = 0, held = 0 } = row ?? {};
  return { pending: Number(pending), available: Number(available), held: Number(held) };
}

async function customerIdOf(email: string): Promise<string> {
  const people = await fetch(`${shop.adminOrigin}/pos/people?query=${encodeURIComponent(email)}`);
  const [person] = (await people.json()) as { id: number }[];
  return String(person?.id ?? 0);
}

/** Opens the panel of the theme, on whatever page the shopper is. */
async function openPanel() {
  const { page } = shopper;
  await page
    .getByRole('button', { name: /points|Rewards/ })
    .first()
    .click();
  const panel = page.getByRole('dialog');
  // While it fades in, nothing in it can be read well.
  await panel.evaluate((dialog) =>
    Promise.all(dialog.getAnimations({ subtree: true }).map(({ finished }) => finished)),
  );
  return panel;
}

/** At checkout, in pence. */
const total = async () =>
  minorOf(await shopper.page.locator('[data-part="total"]').first().innerText());
const subtotal = async () => {
  // On a phone the sums are folded away.
  const sums = (await shopper.page.locator('[data-part="sums"]').textContent()) ?? '';
  return minorOf(sums.slice(sums.indexOf('Subtotal')));
};

/** Prices of this shop include 20 % tax, which earns nothing: £590.00 of goods are £491.66 net. */
const pointsOf = (grossMinor: number) => Math.floor((grossMinor - taxIn(grossMinor)) / 100);
const taxIn = (grossMinor: number) => Math.round(grossMinor / 6);

describe('the owner of a shop', () => {
  it('installs Laurel, and is met by what there is to do', async () => {
    const { page } = owner;
    await page.goto(admin('/settings/apps'));
    await page.getByRole('link', { name: 'Install' }).click();
    await page.getByRole('button', { name: 'Install' }).click();
    await laurel.getByRole('heading', { name: 'Set up your program' }).waitFor();
    await expectReadable(page);
    await laurel.getByText(/orders of the last 60 days.* came in/).waitFor(PATIENT);
  });

  it('publishes the Points preset as version 1', async () => {
    await laurel.getByRole('button', { name: 'Use the Points preset' }).click();
    await laurel.getByText('You earn 1 point for every £1 you spend').waitFor();
    await expectReadable(owner.page);
    await laurel.getByRole('button', { name: 'Publish', exact: true }).click();
    const dialog = laurel.getByRole('dialog');
    await dialog.getByText('Members earn 1 point for every £1.').waitFor();
    await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
    await laurel.getByText('Version 1').first().waitFor();
  });

  it('switches the points on in the theme, from the guide', async () => {
    const { page } = owner;
    await openLaurel('', 'Set up your program');
    await laurel.getByText('Open theme editor').click();
    const embed = page.locator('form', { hasText: 'Laurel rewards' });
    await embed.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('Saved.').waitFor();
    await openLaurel('', 'Home');
    await laurel.getByText('Version 1 is published.').waitFor();
    await ask(shop, 'SELECT 1');
  });
});

describe('a shopper', () => {
  it('sees what an order earns, buys, and is told what they earned', async () => {
    const { page } = shopper;
    await logIn(shopper, shop, ADA);
    await goToCheckout(shopper, shop, 3);
    await fillAddress(page);
    firstPoints = pointsOf(await subtotal());
    await page.getByText(`This order earns ${firstPoints} points.`).waitFor();
    expect(firstPoints).toBeGreaterThan(500);
    await expectReadable(page);
    await page.getByRole('button', { name: 'Pay now' }).click();
    await page.getByRole('heading', { name: /Thank you/ }).waitFor();
    await page.getByText(`You earned ${firstPoints} points with this order.`).waitFor();
    await page.getByText(/they can be spent from/).waitFor();
    await expectReadable(page);
  });

  it('finds them waiting in the store, as the owner does in the admin', async () => {
    await expect.poll(booksOfAda, PATIENT).toEqual({ pending: firstPoints, available: 0, held: 0 });
    const { page } = shopper;
    await page.goto(shop.storefrontOrigin);
    const panel = await openPanel();
    await panel.getByText(`${firstPoints} points are on their way`).waitFor();
    await panel.getByText(`${firstPoints} points for order`).waitFor();
    await expectReadable(page);
    await openLaurel(`/members?q=${ADA}`, 'Members');
    await laurel.getByRole('link', { name: ADA }).first().click();
    await laurel.getByText('Every change, explained').waitFor();
    await laurel.getByText(`${firstPoints} points for order`).waitFor();
    await expectReadable(owner.page);
  });

  it('can spend them once the fourteen days are over', async () => {
    // An open page of the admin holds a token that would be two weeks old.
    await owner.page.goto('about:blank');
    shop.twin.rooms.world.clock.moveBy(15 * DAY_MS);
    await expect.poll(booksOfAda, PATIENT).toEqual({ pending: 0, available: firstPoints, held: 0 });
    const { page } = shopper;
    await page.goto(shop.storefrontOrigin);
    const panel = await openPanel();
    await panel.getByText(`${firstPoints} points`, { exact: true }).first().waitFor();
  });

  it('takes £5 off at the checkout for 500 points, gives it back, and takes it again', async () => {
    const { page } = shopper;
    await goToCheckout(shopper, shop, 2);
    await fillAddress(page);
    const before = await total();
    await page.getByText(`You have ${firstPoints} points to spend.`).waitFor();
    await expectReadable(page);
    await page.getByRole('button', { name: 'Use 500 points for £5 off' }).click();
    await page.getByText('£5 off is applied.').waitFor();
    await expect.poll(total, PATIENT).toBe(before - 500);
    expect(await booksOfAda()).toEqual({ pending: 0, available: firstPoints - 500, held: 500 });
    await expectReadable(page);
    await page.getByRole('button', { name: 'Give back £5 off' }).click();
    await page.getByText('Your 500 points return in a few minutes.').waitFor();
    await expect.poll(total, PATIENT).toBe(before);
    await expect.poll(booksOfAda, PATIENT).toEqual({ pending: 0, available: firstPoints, held: 0 });
    // Shopify is told a moment after the books know.
    const again = page.getByRole('button', { name: 'Use 500 points for £5 off' });
    const isBack = async () => {
      await page.reload({ waitUntil: 'networkidle' });
      return again.isVisible();
    };
    await expect.poll(isBack, PATIENT).toBe(true);
    await again.click();
    await page.getByText('£5 off is applied.').waitFor();
  });

  it('pays, and the points are spent with the order', async () => {
    const { page } = shopper;
    await expect.poll(async () => (await booksOfAda()).held, PATIENT).toBe(500);
    const gross = (await subtotal()) - 500;
    secondNetMinor = gross - taxIn(gross);
    const secondPoints = Math.floor(secondNetMinor / 100);
    await page.getByRole('button', { name: 'Pay now' }).click();
    await page.getByRole('heading', { name: /Thank you/ }).waitFor();
    await page.getByText(/Your reward LAUREL-[\w-]+ took £5\.00 off\./).waitFor();
    await expectReadable(page);
    await expect
      .poll(booksOfAda, PATIENT)
      .toEqual({ pending: secondPoints, available: firstPoints - 500, held: 0 });
  });
});

describe('a return', () => {
  it('of one of two items takes back what it earned and gives back what it cost', async () => {
    const { page } = owner;
    await page.goto(admin('/orders'));
    await page.locator('main table a').first().click();
    await page.getByRole('link', { name: 'Refund' }).click();
    await page.getByRole('spinbutton').first().fill('1');
    await page.getByRole('button', { name: /^Refund/ }).click();
    // Half of the goods are kept: half of the points, and half of the reward's 500.
    const kept = Math.floor(secondNetMinor / 2 / 100);
    await expect
      .poll(booksOfAda, PATIENT)
      .toEqual({ pending: kept, available: firstPoints - 500 + 250, held: 0 });
  });

  it('is explained to the owner line by line, and the books agree to the point', async () => {
    await openLaurel(`/members?q=${ADA}`, 'Members');
    await laurel.getByRole('link', { name: ADA }).first().click();
    await laurel.getByText('Every change, explained').waitFor();
    await laurel.getByText('Verified').waitFor();
    await laurel.getByText(/250 points came back/).waitFor();
    await laurel.getByText(/points taken back from order/).waitFor();
    await laurel.getByText(/500 points spent on “£5 off”/).waitFor();
    await expectReadable(owner.page);
    const [sums] = await ask<{ posted: string; kept: string }>(
      shop,
      `SELECT (SELECT sum(CASE to_account WHEN 'available' THEN points ELSE 0 END
                        - CASE from_account WHEN 'available' THEN points ELSE 0 END)
               FROM movements WHERE member_id = m.member_id) AS posted,
              (SELECT sum(available) FROM lots WHERE member_id = m.member_id) AS kept
       FROM members m WHERE customer_id = $1`,
      [await customerIdOf(ADA)],
    );
    const { available } = await booksOfAda();
    expect(sums).toEqual({ posted: String(available), kept: String(available) });
  });

  it('shows in the store, on a phone, in the shopper’s words', async () => {
    const { page } = shopper;
    await page.goto(shop.storefrontOrigin);
    const panel = await openPanel();
    await panel.getByText(/250 points came back/).waitFor();
    await expectReadable(page);
  });
});
