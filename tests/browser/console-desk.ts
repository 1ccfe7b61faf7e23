/** How officers use the console: a window of their own, choices, the second factor, a look at what is shown. */
import type { Page } from 'playwright-core';
import { steppedUp } from '../two-persons';
import type { StaffMember, World } from '../world';
import { mustBeClean, otpOf, picture, type Seen, signInAtConsole } from './browser';

/** A console window of its own, signed in, at an address below `/console`. */
export async function openDesk({ world, desk }: Seen, member: StaffMember, path = '/', dark = false): Promise<Page> {
  const page = await (await desk({ dark })).newPage();
  page.setDefaultTimeout(10_000);
  await signInAtConsole(page, world, member);
  if (path !== '/') await openAt(world, page, path);
  return page;
}
export const openAt = (world: World, page: Page, path: string) => page.goto(`${world.address}/console${path}`);

/** Opens a field of choices, types where it searches, and takes the first that has the text. */
export async function choose(page: Page, field: string, text: string): Promise<void> {
  const input = page.locator(`#${field}`);
  await input.click();
  if ((await input.getAttribute('readonly')) === null) await input.fill(text);
  await page.locator('.ant-select-item-option', { hasText: text }).first().click();
}

/** Gives the second factor where the console asks for it. */
export async function giveCode(page: Page, world: World, member: StaffMember): Promise<void> {
  await page.locator('#step-up_otp').waitFor();
  world.clock.forward(30_000);
  await page.locator('#step-up_otp').fill(otpOf(world, member));
  await page.locator('#step-up-confirm').click();
  await page.locator('#step-up_otp').waitFor({ state: 'detached' });
}

/** `clean` and, for the documents, a picture. */
export async function look(page: Page, name: string): Promise<void> {
  await picture(page, `console-${name}`);
  await mustBeClean(page);
}

/** The same with a window whose clock is the world's: for pages that begin with today. */
export async function deskNow(seen: Seen, member: StaffMember, path?: string, dark?: boolean): Promise<Page> {
  const page = await openDesk(seen, member, '/', dark);
  await page.clock.setFixedTime(seen.world.clock.now);
  page.setDefaultTimeout(40_000);
  if (path) await openAt(seen.world, page, path);
  return page;
}
export const fill = (page: Page, id: string, text: string) => page.locator(`#${id}`).fill(text);
/** The id in the address of the shown case. */
export const shownId = (page: Page): string => new URL(page.url()).pathname.split('/').at(-1) ?? '';

/** Signs the joint act with this title in the console, as if the second factor had just been given. */
export async function signAt(page: Page, world: World, member: StaffMember, title: RegExp): Promise<void> {
  await openAt(world, page, '/joint-acts');
  await page.getByText(title).first().click();
  await page.locator('#sign').click();
  await steppedUp(world, member);
  await page.locator('#confirm').click();
}
