/**
 * Who is in the stories of Laurel's rewards: an owner who has published the Points preset, and
 * shoppers with matured points. Each story ends without a complaint of any page.
 */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { redeemCodes } from '../../twin/model/kinds.ts';
import { openBrowser } from './browser.ts';
import { type LaurelShop, startLaurelShop } from './laurel-shop.ts';
import {
  DAY_MS,
  ownerDressesTheme,
  ownerInstalls,
  ownerPublishes,
  redemptionsOf,
  shopperBuys,
  stockShelves,
} from './laurel-stories.ts';
import { goToCheckout, logIn, meet, type Person, photograph } from './twin-stories.ts';

export const REDEEM = 'Redeem £5 off for 500 points';
export const USE = 'Use 500 points for £5 off';

export const emailOf = (name: string): string => `${name}@example.com`;
export const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('button', { name });

export type LaurelPeople = {
  readonly shop: () => LaurelShop;
  readonly owner: () => Person;
  /** Somebody walks in and logs in; their complaints are everybody's. */
  readonly welcome: (name: string, width?: number) => Promise<Person>;
};

/**
 * Opens a shop for a test file. `desks` is how many desks, at 600 points each, a shopper bought a
 * month ago.
 */
export function gatherLaurel(story: string, desks: Readonly<Record<string, number>>): LaurelPeople {
  let shop: LaurelShop;
  let browser: Browser;
  const people: Person[] = [];

  async function arrive(width?: number): Promise<Person> {
    const person = await meet(browser, width);
    people.push(person);
    return person;
  }

  async function photographAll(name: string): Promise<void> {
    for (const [place, person] of people.entries()) {
      if (!person.page.isClosed()) await photograph(person, `${story}-${name}-${place}`);
    }
  }

  beforeAll(async () => {
    [shop, browser] = await Promise.all([startLaurelShop(), openBrowser()]);
    stockShelves(shop);
    const owner = await arrive();
    try {
      await ownerInstalls(owner, shop);
      const at = shop.twin.rooms.world.clock.now() - 30 * DAY_MS;
      for (const [name, count] of Object.entries(desks)) {
        await shopperBuys(shop, { email: emailOf(name), goods: { DESK: count }, at });
      }
      await ownerDressesTheme(owner, shop);
      await ownerPublishes(owner, shop, { pastToo: true });
    } catch (error) {
      await photographAll('not-set-up');
      throw new Error(`Laurel could not be set up:\n${shop.said()}`, { cause: error });
    }
  }, 240_000);

  afterAll(async () => {
    await browser?.close();
    await shop?.stop();
  });

  afterEach(async ({ task }) => {
    await photographAll(task.name.slice(0, 40));
    for (const person of people) expect(person.takeComplaints(), shop.said()).toEqual([]);
  });

  return {
    shop: () => shop,
    owner: () => people[0] as Person,
    async welcome(name, width) {
      const person = await arrive(width);
      await logIn(person, shop, emailOf(name));
      return person;
    },
  };
}

/** Opens the store and the panel on it, once what the shop knows by now is drawn. */
export async function openPanel(page: Page, shop: LaurelShop): Promise<Locator> {
  await page.goto(shop.storefrontOrigin);
  await button(page, /^Rewards/).click();
  await page.waitForLoadState('networkidle');
  return page.getByRole('dialog', { name: 'Your rewards' });
}

/** Redeems in the theme's panel; answers the code. */
export async function redeemInTheme(page: Page, shop: LaurelShop): Promise<string> {
  const panel = await openPanel(page, shop);
  await panel.getByRole('button', { name: REDEEM }).click();
  const words = await panel.getByText(/^Your code LAUREL-\S+ is ready/).innerText();
  return /LAUREL(-\w{4}){3}/.exec(words)?.[0] ?? '';
}

/** Takes the reward on the way through the checkout; answers the code. */
export async function redeemAtCheckout(
  person: Person,
  shop: LaurelShop,
  name: string,
): Promise<string> {
  await goToCheckout(person, shop);
  await button(person.page, USE).click();
  await person.page.getByText('£5 off is applied. It takes £5.00 off').waitFor();
  const taken = await redemptionsOf(shop, emailOf(name));
  return taken.at(-1)?.code ?? '';
}

/** Whether Shopify would take the code. */
export function isAtShopify({ twin }: LaurelShop, code: string): boolean {
  const { world, shop } = twin.rooms;
  return world.store.findOne(redeemCodes, shop().id, 'code', code) !== null;
}
