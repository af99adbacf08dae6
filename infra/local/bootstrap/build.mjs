import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dirname, delimiter } from 'node:path';
import { alone } from './lock.mjs';
import { runStep } from './processes.mjs';
import { stateFolder, workspace } from './workspace.mjs';

const PROJECT_FOLDERS = ['libs', 'services', 'infra'];
/** What changes every package's output. */
const SHARED_FILES = ['.swcrc.json', 'nx.json', 'package-lock.json', 'tsconfig.base.json'];
const IGNORED = new Set(['dist', 'node_modules', '.vividwalls', 'coverage', 'tmp']);

/**
 * Builds the packages that changed. Nx knows which those are, but takes seconds to say so; when no file's size or time of
 * change differs from the last build, it is not even asked.
 */
export async function ensureBuilt(node) {
  if (isCurrent()) return;
  await alone(async () => {
    if (isCurrent()) return;
    const before = fingerprint();
    await runStep(
      'Building',
      node,
      [join(workspace, 'node_modules/.bin/nx'), 'run-many', '-t', 'build', '--outputStyle=static'],
      {
        log: 'build',
        env: {
          PATH: [dirname(node), join(workspace, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
          NX_DAEMON: 'false',
          NX_TUI: 'false',
          FORCE_COLOR: '0',
        },
      },
    );
    mkdirSync(stateFolder, { recursive: true });
    writeFileSync(stampFile(), before);
  });
}

function stampFile() {
  return join(stateFolder, 'build-stamp');
}

function isCurrent() {
  if (!existsSync(stampFile()) || !projects().every((project) => existsSync(join(project, 'dist')))) return false;
  return readFileSync(stampFile(), 'utf8') === fingerprint();
}

/** Folders with a package.json and sources of their own. */
function projects() {
  return PROJECT_FOLDERS.flatMap((folder) =>
    readdirSync(join(workspace, folder))
      .map((name) => join(workspace, folder, name))
      .filter((project) => existsSync(join(project, 'package.json')) && existsSync(join(project, 'src'))),
  );
}

function fingerprint() {
  const hash = createHash('sha256');
  const add = (path) => {
    const { mtimeMs, size } = statSync(path);
    hash.update(`${path} ${mtimeMs} ${size}\n`);
  };
  const visit = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (IGNORED.has(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (entry.isFile()) add(path);
    }
  };
  for (const folder of PROJECT_FOLDERS) visit(join(workspace, folder));
  for (const name of SHARED_FILES) if (existsSync(join(workspace, name))) add(join(workspace, name));
  return hash.digest('hex');
}
