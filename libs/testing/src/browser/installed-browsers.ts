import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Names under which distributions put a Chromium, or a browser made from it, on the path. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
/** Where macOS keeps them. */
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

/** Where a browser may be on a machine, best first. One that is named by VW_CHROMIUM is the only one. */
export function browserPaths({ env, platform }: Machine): string[] {
  if (env.VW_CHROMIUM) return [env.VW_CHROMIUM];
  const folders = [...new Set([...(env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/bin'])];
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return platform === 'darwin' ? [...APPLICATIONS, ...onPath] : onPath;
}

/** Those of `browserPaths` that can be run. */
export function installedBrowsers(machine: Machine = process): string[] {
  return browserPaths(machine).filter(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false; // Not there, or not ours to run: the next one is looked at.
  }
}
