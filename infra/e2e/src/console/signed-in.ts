import type { Cookie, OpenPage, ScenarioOptions, TestBrowser } from '@vividwalls/testing/browser';
import type { System } from '../system.js';
import { signIn } from './sign-in.js';

/** Runs a test before pages whose windows know the owner. */
export type Scene = (work: (open: OpenPage) => Promise<void>, options?: ScenarioOptions) => Promise<void>;

/** Signs in once, for every scenario of a spec file. */
export async function signedIn(browser: TestBrowser, system: System): Promise<Scene> {
  const cookies = await sessionOf(browser, system);
  return (work, options = {}) => browser.scenario(work, { cookies, ...options });
}

/** The cookies of a session of its own, as a browser got them. */
export async function sessionOf(browser: TestBrowser, system: System): Promise<Cookie[]> {
  const page = await browser.newPage();
  await signIn(page, system.url, system.key);
  const cookies = await page.context().cookies();
  await page.context().close();
  return cookies;
}
