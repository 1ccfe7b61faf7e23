/** A headless Chromium on the built pages, served by the real app of a test world. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { servePages } from '@niangjia/server/pages';
import { generateSync } from 'otplib';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { openWorld, PASSWORD, type StaffMember, type World } from '../world';

const ROOT = resolve(__dirname, '../..');
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Seen {
  world: World;
  browser: Browser;
  /** A phone of its own: 390 × 844, touch, its own storage. */
  phone(options?: { dark?: boolean }): Promise<BrowserContext>;
  /** A console window of its own. */
  desk(options?: { dark?: boolean }): Promise<BrowserContext>;
  close(): Promise<void>;
}

export async function openSeen(): Promise<Seen> {
  const world = await openWorld({ beside: (app) => servePages(app, ROOT) });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ARGS,
  });
  const colours = (dark = false) => ({ colorScheme: dark ? ('dark' as const) : ('light' as const) });
  return {
    world,
    browser,
    phone: ({ dark } = {}) =>
      browser.newContext({
        viewport: { width: 390, height: 844 },
        deviceScaleFactor: 2,
        hasTouch: true,
        isMobile: true,
        ...colours(dark),
      }),
    desk: ({ dark } = {}) => browser.newContext({ viewport: { width: 1440, height: 900 }, ...colours(dark) }),
    async close() {
      await browser.close();
      await world.close();
    },
  };
}

/** Opens a page of the phone app: `join/union?scene=…`. */
export async function openPhone(context: BrowserContext, world: World, path: string): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(`${world.address}/#/${path}`);
  return page;
}

/** Taps what has this id on the shown page. */
export const tap = async (page: Page, id: string): Promise<void> => {
  await page.locator(`#${id}:visible`).last().tap();
};

/** Types into a field of the phone app, whose real input lies inside Taro's own element. */
export const type = async (page: Page, id: string, text: string): Promise<void> => {
  await page
    .locator(`#${id}:visible`)
    .last()
    .locator('input, textarea')
    .or(page.locator(`input#${id}, textarea#${id}`))
    .last()
    .fill(text);
};

/** Waits until a sentence stands on the page; what stands there instead is told. */
export const see = (page: Page, text: string | RegExp): Promise<void> =>
  page
    .getByText(text)
    .locator('visible=true')
    .first()
    .waitFor()
    .catch(async (cause) => {
      const shown = await page.locator('body').innerText();
      throw new Error(`${text} does not stand on ${page.url()}, but:\n${shown.slice(0, 4_000)}`, { cause });
    });

/** Lets movements end; keeps a picture for the documents when PICTURES=1, or in the folder that PICTURES names. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(250);
  const asked = process.env.PICTURES;
  if (!asked) return;
  const folder = asked === '1' ? join(ROOT, 'docs/pictures') : asked;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** The code that this officer's authenticator shows; a used one needs half a minute more. */
export const otpOf = (world: World, member: StaffMember): string =>
  generateSync({ secret: member.otpSecret, epoch: Math.floor(world.clock.now.getTime() / 1000) });

/** Signs an officer in to the console. */
export async function signInAtConsole(page: Page, world: World, member: StaffMember): Promise<void> {
  world.clock.forward(30_000);
  await page.goto(`${world.address}/console/`);
  await page.locator('#account').fill(member.account);
  await page.locator('#password').fill(PASSWORD);
  await page.locator('#otp').fill(otpOf(world, member));
  await page.locator('#sign-in').click();
  await page.locator('#my-name').waitFor();
}

/** The code in the newest SMS to a phone. */
export const smsCode = (world: World, phone: string): string =>
  world.sent.sms.filter((one) => one.phone === phone).at(-1)?.params.code ?? '';

/** Nothing on the shown page that axe finds: names for the screen reader, contrast, order. */
export async function mustBeClean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    // No frames here: without a second page for each look.
    .setLegacyMode(true)
    .exclude('.taro_page_shade')
    .analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html.slice(0, 200)])).toEqual([]);
}

/** Looks at a page of the phone: a picture, nothing for axe to find, nothing wider than the phone or too small to tap. */
export async function walk(page: Page, name: string): Promise<void> {
  await picture(page, name);
  await mustBeClean(page);
  const misfits = await page.evaluate(() => {
    const shown = (one: Element) => {
      const { width, height } = one.getBoundingClientRect();
      return width > 0 && height > 0;
    };
    const wide = [...document.querySelectorAll('.taro_page *')].filter(
      (one) => shown(one) && one.getBoundingClientRect().right > innerWidth + 1,
    );
    const small = [...document.querySelectorAll('[role=button], [role=radio], [role=checkbox]')].filter(
      (one) => shown(one) && Math.min(one.getBoundingClientRect().width, one.getBoundingClientRect().height) < 43.5,
    );
    return [...wide, ...small].map((one) => `${one.id} ${one.className}`).slice(0, 5);
  });
  expect([name, misfits]).toEqual([name, []]);
}
