import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds the workspace's package.json and its services, wherever this file was compiled to. */
export const workspaceRoot: string = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Programs unpacked from packages: apart from VW_HOME, so that `npm start` and `npm test` share one copy. */
export const programsFolder: string = join(workspaceRoot, '.vividwalls', 'servers');

function findRoot(from: string): string {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'nx.json')) && existsSync(join(folder, 'infra', 'local'))) return folder;
  }
  throw new Error(`no workspace above ${from}: nx.json and infra/local were expected in one of its parent folders`);
}
