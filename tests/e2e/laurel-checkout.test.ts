/**
 * A shopper with points at the checkout and after it, in a browser. The whole life of an order is
 * told elsewhere; here Laurel's books are made up, and nothing is asked before a tap.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../app/contracts/card.ts';
import { openBrowser } from '../support/browser.ts';
import { type CheckoutStage, openCheckoutStage } from '../support/checkout-stage.ts';
import { cardAt, PROGRAM } from '../support/shop-desk.ts';
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

const WIDTHS = [390, 1280] as const;
const FIRST_CODE = 'LAUREL-7K3M-9QXW-0002';
const UNREACHABLE = 'Your points could not be reached just now';

let stage: CheckoutStage;
let browser: Browser;

beforeAll(async () => {
  [stage, browser] = await Promise.all([openCheckoutStage(), openBrowser()]);
  stage.desk.now = () => stage.twin.rooms.world.clock.now();
  stage.makeCode(FIRST_CODE, 500);
});

afterAll(async () => {
  await browser?.close();
  await stage?.stop();
});

/** 620 points to spend now. */
function cardNow(change: Partial<Card> = {}): Card {
  return cardAt(stage.desk.now(), { available: 600, ...change });
}

beforeEach(() => {
  stage.writeProgram({ ...PROGRAM, apiOrigin: stage.apiOrigin });
  Object.assign(stage.desk, { card: cardNow(), wallet: [], refusal: null });
  stage.desk.asked.splice(0);
});

afterEach(() => expect(stage.desk.bugs).toEqual([]));

const total = async (page: Page) => minorOf(await page.locator('[data-part="total"]').innerText());
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function pay(page: Page): Promise<void> {
  await fillAddress(page);
  await page.getByLabel('Card number').fill('1');
  await page.getByRole('button', { name: 'Pay now' }).click();
  await page.getByRole('heading', { name: /Thank you/ }).waitFor();
  await page.waitForLoadState('networkidle');
}

describe.each(WIDTHS)('a member at %i px', (width) => {
  const email = `ann-${width}@example.com`;
  let ann: Person;

  beforeAll(async () => {
    ann = await meet(browser, width);
    await logIn(ann, stage, email);
  });
  beforeEach(() => stage.writeCard(email, cardNow()));
  afterEach(async ({ task }) => {
    await photograph(ann, `laurel-checkout-${width}-${task.name.slice(0, 40)}`);
    expect(ann.takeComplaints()).toEqual([]);
  });
  afterAll(() => ann?.context.close());

  it('sees points, rewards and what the order earns, and nobody is asked', async () => {
    const { page } = ann;
    await goToCheckout(ann, stage);
    await page.getByRole('heading', { name: 'Your points' }).waitFor();
    await page.getByText('You have 620 points to spend.').waitFor();
    await page.getByText('87 more are waiting; the next can be spent from').waitFor();
    await page.getByText(/^This order earns (about )?[\d,]+ points\.$/).waitFor();
    await button(page, 'Use 500 points for £5 off').waitFor();
    await expectReadable(page);
    expect(stage.desk.asked).toEqual([]);
  });

  it('uses a reward, gives it back, and the total follows', async () => {
    const { page } = ann;
    await goToCheckout(ann, stage);
    const before = await total(page);
    await button(page, 'Use 500 points for £5 off').click();
    await page.getByText('£5 off is applied. It takes £5.00 off this order.').waitFor();
    await page.getByText('You have 120 points to spend.').waitFor();
    expect(await total(page)).toBe(before - 500);
    await expectReadable(page);
    await page.reload({ waitUntil: 'networkidle' });
    await page.getByText('£5 off is applied. It takes £5.00 off this order.').waitFor();
    await button(page, 'Give back £5 off').click();
    await page.getByText('Given back. Your 500 points return in a few minutes.').waitFor();
    await expect.poll(() => total(page)).toBe(before);
    expect(stage.desk.asked).toEqual(['redeem amount-off-5', 'take-back']);
  });

  it('keeps a code that Shopify does not accept, and is told what to do', async () => {
    const { page } = ann;
    stage.desk.wallet = [taken(), taken()];
    await goToCheckout(ann, stage);
    await button(page, 'Use 500 points for £5 off').click();
    await page.getByText('Shopify did not accept £5 off on this order').waitFor();
    await page.getByText(/^Your code LAUREL-7K3M-9QXW-0004 \(£5 off\) is saved/).waitFor();
    await button(page, 'Apply £5 off').waitFor();
    await expectReadable(page);
    await button(page, 'Give back £5 off').click();
    await page.getByText('Given back. Your 500 points return in a few minutes.').waitFor();
  });

  it('hears a refusal of ours, and loses nothing when the network fails', async () => {
    const { page } = ann;
    await goToCheckout(ann, stage);
    stage.desk.refusal = { ok: false, reason: 'no_code_ready' };
    await button(page, 'Use 500 points for £5 off').click();
    await page.getByText('This reward is being prepared.').waitFor();
    await page.route(`${stage.apiOrigin}/**`, (route) => route.abort());
    await button(page, 'Use 500 points for £5 off').click();
    await page.getByText(UNREACHABLE).waitFor();
    await expectReadable(page);
    await page.unrouteAll();
    await page.getByText('You have 620 points to spend.').waitFor();
  });

  it('reads on the thank-you page what the order earned, and fetches the new total', async () => {
    const { page } = ann;
    await goToCheckout(ann, stage);
    await pay(page);
    await page.getByText(/^You earned (about )?[\d,]+ points with this order\.$/).waitFor();
    await page.getByText(/^Paid today, they can be spent from \d+ [A-Z]\w+ 20\d\d\.$/).waitFor();
    await page.getByText('You have 620 points to spend.').waitFor();
    await expectReadable(page);
    expect(stage.desk.asked).toEqual([]);
    stage.desk.card = cardNow({ seq: 13, pending: 131 });
    await button(page, 'Show my new total').click();
    await page.getByText('111 points are waiting; the next can be spent from').waitFor();
    expect(stage.desk.asked).toEqual(['wallet']);
  });
});

describe.each(WIDTHS)('a guest at %i px', (width) => {
  let guest: Person;

  beforeAll(async () => {
    guest = await meet(browser, width);
  });
  afterEach(async ({ task }) => {
    await photograph(guest, `laurel-checkout-${width}-guest-${task.name.slice(0, 40)}`);
    expect(guest.takeComplaints()).toEqual([]);
    expect(stage.desk.asked).toEqual([]);
  });
  afterAll(() => guest?.context.close());

  it('is asked to log in, at the checkout and after it', async () => {
    const { page } = guest;
    await goToCheckout(guest, stage);
    await page.getByText('Log in to use your points on this order.').waitFor();
    await expectReadable(page);
    await page.getByLabel('Email').first().fill(`guest-${width}@example.com`);
    await pay(page);
    await page.getByText('Log in with the e-mail address of this order').waitFor();
    await expectReadable(page);
  });

  it('sees nothing of it while the program rests', async () => {
    const { page } = guest;
    stage.writeProgram({ ...PROGRAM, live: false });
    await goToCheckout(guest, stage);
    await page.getByRole('button', { name: 'Pay now' }).waitFor();
    expect(await page.getByText(/points/i).count()).toBe(0);
  });
});

/** A code that somebody redeemed before. */
function taken() {
  return {
    ...{ code: 'LAUREL-AAAA-BBBB-CCCC', rewardId: 'amount-off-5', rewardName: '£5 off' },
    ...{ cost: 500, status: 'bound' as const, lapsesAt: stage.desk.now() },
  };
}
