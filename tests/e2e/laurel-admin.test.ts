/**
 * An owner in Shopify's admin: set up, publish, look a member up, adjust, edit with a colleague at
 * it too. The shop has a year of trade; Laurel is the real one, in the frame of the twin's admin.
 */
import type { Browser, FrameLocator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { versionStore } from '../../app/adapters/postgres/version-store.server.ts';
import { openPrisma } from '../../app/db.server.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import { points } from '../../app/domain/kernel/points.ts';
import { openBrowser } from '../support/browser.ts';
import { ask, type LaurelShop, startLaurelShop } from '../support/laurel-shop.ts';
import { AXE, meet, type Person, photograph } from '../support/twin-stories.ts';

const WIDTHS = [1280, 390] as const;

let shop: LaurelShop;
let browser: Browser;
let owner: Person;
let frame: FrameLocator;

beforeAll(async () => {
  [shop, browser] = await Promise.all([
    startLaurelShop({ isInstalled: true, hasHistory: true }),
    openBrowser(),
  ]);
  owner = await meet(browser);
  frame = owner.page.frameLocator('iframe');
});

afterAll(async () => {
  await browser?.close();
  await shop?.stop();
});

afterEach(async ({ task }) => {
  await photograph(owner, `laurel-admin-${task.name.slice(0, 40)}`);
  expect(owner.takeComplaints()).toEqual([]);
});

const admin = (path: string) =>
  `${shop.adminOrigin}/store/demo-shop/apps/laurel-loyalty/app${path}`;
const button = (name: string) => frame.getByRole('button', { name, exact: true });
const heading = (name: string) => frame.getByRole('heading', { name, exact: true });

/** A refused form is answered 422, which a browser calls an error in its log. */
function expectRefusals(): void {
  const others = owner.takeComplaints().filter((complaint) => !complaint.includes('422'));
  expect(others).toEqual([]);
}

/** axe-core finds nothing within the app's frame, and nothing lies beside it. */
async function expectReadableFrame({ page }: Person): Promise<void> {
  const inside = page.frames().find((each) => each.url().startsWith(shop.frontOrigin));
  if (!inside) throw new Error('The app is not in a frame.');
  await inside.evaluate(AXE);
  const broken = await inside.evaluate(
    `axe.run().then(({violations}) => violations.map(({id, nodes}) =>
      id + ' ' + nodes.map(({html}) => html.slice(0, 120)).join(' | ')))`,
  );
  expect(broken).toEqual([]);
  const overflow = await inside.evaluate('document.documentElement.scrollWidth - innerWidth');
  expect(overflow).toBeLessThanOrEqual(0);
}

describe('an owner', () => {
  it('opens Laurel and sees past orders come in by themselves', async () => {
    await owner.page.goto(admin(''));
    await heading('Set up your program').waitFor();
    await frame.getByText(/orders( of the last 60 days)? came in\./).waitFor({ timeout: 60_000 });
    await button('Use the Points preset').waitFor();
  });

  it('starts from the Points preset and sees what it would have given', async () => {
    await button('Use the Points preset').click();
    await heading('What if it had been in force').waitFor();
    await frame.getByText('Worth, if all were spent').waitFor();
    await frame
      .getByText(/\d+ orders of the last 60 days, which is what Shopify lets us read:/)
      .waitFor();
    await frame.getByText('You earn 1 point for every £1 you spend').waitFor();
  });

  it('is told beside each field what cannot be read, all at once', async () => {
    const { page } = owner;
    await frame.getByLabel('Members earn').fill('many');
    await frame.getByLabel('Points can be spent after').fill('91');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await frame.getByText('Enter a whole number of points').waitFor();
    await frame.getByText('Enter a whole number of days from 0 to 90').waitFor();
    await page.getByRole('button', { name: 'Discard' }).click();
    await expect.poll(() => frame.getByLabel('Members earn').inputValue()).toBe('1');
  });

  it('saves a draft, sees it live beside the form, and publishes it as version 1', async () => {
    const { page } = owner;
    await frame.getByLabel('Points can be spent after').fill('0');
    await frame.getByText('You can spend the points of an order as soon as it is paid.').waitFor();
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByText('Draft saved').waitFor();
    await button('Publish').first().click();
    const dialog = frame.getByRole('dialog');
    await dialog.getByText('Points can be spent at once.').waitFor();
    await dialog.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Version 1 is published').waitFor();
    await frame.getByText('Version 1 in force').waitFor();
    await heading('What your program gives').waitFor();
  });

  it('finds a member by an order and reads every line of theirs', async () => {
    const [known] = await memberWithPoints();
    await owner.page.goto(admin('/members'));
    await heading('Members').waitFor();
    await frame.getByLabel('Find a member').fill(known.name);
    await button('Search').click();
    await frame.getByText('1 member found').waitFor();
    await frame.getByRole('listitem').getByRole('link').first().click();
    await heading('Every change, explained').waitFor();
    await frame.getByText('Verified').waitFor();
    await frame
      .getByText(new RegExp(`for order ${known.name}`))
      .first()
      .waitFor();
  });

  it('gives points with a reason, and cannot take more than there are', async () => {
    const { page } = owner;
    await button('Adjust points').click();
    await button('Give points').click();
    await frame.getByText('Enter a whole number of points').waitFor();
    await frame.getByText('Say why, so that').waitFor();
    await frame.getByLabel('Points', { exact: true }).fill('250');
    await frame.getByLabel('Reason').fill('The parcel came late');
    await button('Give points').click();
    await page.getByText('Points adjusted').waitFor();
    await frame
      .getByText(/The parcel came late/)
      .first()
      .waitFor();
    await button('Adjust points').click();
    await frame.getByText('Take points').first().click();
    await frame.getByLabel('Points', { exact: true }).fill('999999');
    await frame.getByLabel('Reason').fill('A mistake');
    await button('Take points').click();
    await frame.getByText(/They can spend [\d,]+ only: take no more/).waitFor();
    await button('Cancel').click();
    expectRefusals();
  });

  it('is told when a colleague saved meanwhile, and nothing is overwritten', async () => {
    const { page } = owner;
    const colleague = await meet(browser);
    const theirs = colleague.page.frameLocator('iframe');
    await page.goto(admin('/program'));
    await colleague.page.goto(admin('/program'));
    await theirs.getByLabel('Points can be spent after').fill('30');
    await colleague.page.getByRole('button', { name: 'Save draft' }).click();
    await colleague.page.getByText('Draft saved').waitFor();
    await frame.getByLabel('Points can be spent after').fill('7');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await frame.getByText('Nothing is lost').waitFor();
    await button('Load what was saved').click();
    await expect.poll(() => frame.getByLabel('Points can be spent after').inputValue()).toBe('30');
    expectRefusals();
    await colleague.context.close();
  });

  it('sees how its own shop is doing, and asks for a comparison with Shopify', async () => {
    await owner.page.getByRole('link', { name: 'Status' }).first().click();
    await heading('Compared with Shopify').waitFor();
    await button('Compare with Shopify now').click();
    await frame.getByText(/changed orders? looked at/).waitFor({ timeout: 60_000 });
    await frame.getByText('Balanced', { exact: true }).waitFor();
  });

  it('is told that the month’s budget paused the program, on both pages', async () => {
    await publishBudget();
    const isUsedUp = 'The program is paused: its budget for this month is used up';
    const seePause = async (path: string) => {
      await owner.page.goto(admin(path));
      await frame.getByText(isUsedUp).waitFor({ timeout: 2_000 });
    };
    await expect.poll(() => seePause('').then(() => true), { timeout: 60_000 }).toBe(true);
    await frame.getByText(/Members have earned [\d,]+ points this month/).waitFor();
    await seePause('/program');
    await frame.getByText('Paused by the month’s budget').waitFor();
    // The colleague's draft was not lost.
    await expect.poll(() => frame.getByLabel('Points can be spent after').inputValue()).toBe('30');
  });
});

it('leads a visit of the admin from the front page on to its own', async () => {
  const answer = await fetch(`${shop.url}/?shop=demo-shop.myshopify.com&host=abc`, {
    redirect: 'manual',
  });
  expect(answer.status).toBe(302);
  expect(answer.headers.get('location')).toBe('/app?shop=demo-shop.myshopify.com&host=abc');
  expect((await fetch(`${shop.url}/`, { redirect: 'manual' })).status).toBe(200);
});

describe.each(WIDTHS)('every page at %i px', (width) => {
  let staff: Person;

  beforeAll(async () => {
    staff = await meet(browser, width);
  });
  afterAll(() => staff?.context.close());

  it.each([
    ['', 'Home'],
    ['/members', 'Members'],
    ['/members/1', null],
    ['/program', 'Program'],
    ['/status', 'Status'],
    ['/privacy', 'Data requests'],
    ['/members/999999', 'There is nothing here'],
  ])('is readable for all: %s', async (path, title) => {
    await staff.page.goto(admin(path));
    const inside = staff.page.frameLocator('iframe');
    const wanted = title === null ? {} : { name: title, exact: true };
    await inside
      .getByRole('heading', { level: 1, ...wanted })
      .first()
      .waitFor();
    await expectReadableFrame(staff);
    await photograph(staff, `laurel-admin-${width}-${path.replaceAll('/', '-') || 'home'}`);
    const complaints = staff.takeComplaints().filter((complaint) => !complaint.includes('404'));
    expect(complaints).toEqual([]);
  });
});

async function memberWithPoints(): Promise<[{ readonly name: string }]> {
  await expect.poll(async () => (await orders()).length, { timeout: 60_000 }).toBeGreaterThan(0);
  const [found] = await orders();
  if (!found) throw new Error('No member has points.');
  return [found];
}

/** What is in force, with a budget that this month has passed: the past orders count as of now. */
async function publishBudget(): Promise<void> {
  await ask(shop, 'UPDATE program_versions SET published_at = effective_at WHERE version = 1');
  const [{ programId } = { programId: 0 }] = await ask<{ programId: number }>(
    shop,
    'SELECT program_id::int AS "programId" FROM shops',
  );
  const prisma = openPrisma(shop.database.appUrl);
  try {
    const [newest] = (await versionStore(prisma).list(programId)).toReversed();
    if (!newest) throw new Error('A version is published.');
    const budget = { monthPoints: points(10), warnAtPercent: 80 };
    const now = instant(Date.now());
    const definition = { ...newest.definition, budget };
    const at = { effectiveAt: now, publishedAt: now };
    expect(await versionStore(prisma).append({ programId, definition, ...at })).toMatchObject({
      ok: true,
    });
  } finally {
    await prisma.$disconnect();
  }
}

/** Orders that earned, the newest first. */
function orders(): Promise<{ name: string }[]> {
  return ask(
    shop,
    `SELECT explanation->>'orderName' AS name FROM movements
     WHERE kind = 'award' ORDER BY posted_at DESC, seq DESC LIMIT 1`,
  );
}
