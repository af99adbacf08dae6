import { type Browser, chromium } from 'playwright-core';
import { installedBrowsers } from './installed-browsers.js';
import { type BrowserProgram, packedBrowser } from './packed-browser.js';

/** A cold start reads 200 MB from disk. */
const START_TIMEOUT_MS = 60_000;

/** Nothing that leaves the machine or touches a display; Playwright adds the rest (an empty profile, no first run). */
const ARGUMENTS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-pings',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  // Letters keep their shape and width on every machine.
  '--font-render-hinting=none',
];

/**
 * Starts a browser that is on the machine, or else the packed one.
 * @throws with what each of them said, when none starts
 */
export async function launchBrowser(): Promise<Browser> {
  const faults: string[] = [];
  for (const path of installedBrowsers()) {
    const browser = await tryLaunch({ path, env: {} }, faults);
    if (browser) return browser;
  }
  const packed = process.env.VW_CHROMIUM ? undefined : await packedBrowser();
  const browser = packed && (await tryLaunch(packed, faults));
  if (browser) return browser;
  throw new Error(
    ['no browser starts: install Chromium or Chrome, or name one by VW_CHROMIUM=/path/to/it', ...faults].join('\n'),
  );
}

/** In its sandbox where the machine lets it: root has none, and containers often forbid what it is made of. */
async function tryLaunch(program: BrowserProgram, faults: string[]): Promise<Browser | undefined> {
  for (const chromiumSandbox of process.getuid?.() === 0 ? [false] : [true, false]) {
    try {
      return await chromium.launch({
        executablePath: program.path,
        env: { ...inherited(), ...program.env },
        args: ARGUMENTS,
        chromiumSandbox,
        timeout: START_TIMEOUT_MS,
      });
    } catch (error) {
      faults.push(`${program.path}: ${String(error)}`);
    }
  }
  return undefined;
}

function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
