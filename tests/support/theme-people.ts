/**
 * Who is in the stories of the theme: a guest with a phone, and members with a phone and at a desk,
 * signed in once. Each story begins with the same card and ends without a complaint.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { openBrowser } from './browser.ts';
import { cardAt, PROGRAM } from './shop-desk.ts';
import { openThemeStage, signIn, type ThemeStage } from './theme-stage.ts';
import { meet, type Person } from './twin-stories.ts';

export const WIDTHS = [390, 1280] as const;
export const APRON = '/products/linen-apron';

export type ThemePeople = {
  readonly stage: () => ThemeStage;
  readonly guest: () => Person;
  /** The member with a screen of so many pixels. */
  readonly at: (width: number) => Person;
};

export const emailOf = (width: number): string => `ann-${width}@example.com`;

/** Opens the stage for a test file, and what holds before and after each of its tests. */
export function gatherPeople(): ThemePeople {
  let stage: ThemeStage;
  let browser: Browser | undefined;
  const people = new Map<number | 'guest', Person>();

  beforeAll(async () => {
    stage = await openThemeStage();
    stage.desk.now = () => stage.twin.rooms.world.clock.now();
    browser = await openBrowser();
    people.set('guest', await meet(browser, 390));
    for (const width of WIDTHS) {
      const member = await meet(browser, width);
      await signIn(member.page, stage, emailOf(width));
      people.set(width, member);
    }
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await stage?.stop();
  });

  beforeEach(() => {
    stage.writeProgram(PROGRAM);
    const card = cardAt(stage.desk.now());
    for (const width of WIDTHS) stage.writeCard(stage.customerId(emailOf(width)), card);
    Object.assign(stage.desk, { card, wallet: [], refusal: null });
    stage.desk.asked.splice(0);
  });

  afterEach(async () => {
    for (const { page, takeComplaints } of people.values()) {
      await page.unrouteAll();
      // Where nothing was opened yet there is nothing to forget.
      if (page.url() !== 'about:blank') await page.evaluate('sessionStorage.clear()');
      expect(takeComplaints()).toEqual([]);
    }
    expect(stage.desk.bugs).toEqual([]);
  });

  const find = (who: number | 'guest'): Person => {
    const person = people.get(who);
    if (person === undefined) throw new Error(`There is nobody like that: ${who}.`);
    return person;
  };
  return { stage: () => stage, guest: () => find('guest'), at: find };
}

export const launcher = (page: Page) => page.getByRole('button', { name: /^Rewards/ });
export const panel = (page: Page) => page.getByRole('dialog', { name: 'Your rewards' });
export const said = (page: Page) => panel(page).getByRole('status');
export const balance = (page: Page) => panel(page).locator('[data-laurel-available]').textContent();
export const button = (page: Page, name: string | RegExp) =>
  panel(page).getByRole('button', { name });

/** Opens a page and the panel on it, once what the shop knows by now is drawn. */
export async function openPanel(page: Page, { origin }: ThemeStage, path = APRON): Promise<void> {
  await page.goto(origin + path);
  await launcher(page).click();
  await page.waitForLoadState('networkidle');
}
