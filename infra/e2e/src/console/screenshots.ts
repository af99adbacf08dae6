// `npm run screenshots`: pictures of the console's pages, and what the pages complained about meanwhile.
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { workspaceRoot } from '@vividwalls/local';
import { startBrowser } from '@vividwalls/testing/browser';
import { readRunFile } from '../run-file.js';
import { Camera, kilobytes } from './camera.js';
import { type PictureOptions, PictureOptionsError, readPictureOptions, USAGE } from './picture-options.js';
import { signIn } from './sign-in.js';
import { wantedSubjects } from './wanted-subjects.js';

try {
  process.exitCode = await main(readPictureOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof PictureOptionsError)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}

async function main(options: PictureOptions): Promise<number> {
  const run = readRunFile(resolve(workspaceRoot, process.env.VW_HOME ?? '.vividwalls'));
  const [url, key] = [options.url ?? run?.url, options.key ?? run?.adminKey];
  if (!url || !key) throw new PictureOptionsError('nothing runs here: start it, or give --url and --key');
  const { subjects, missing } = await wantedSubjects(options, { url, key });
  const out = resolve(workspaceRoot, options.out);
  await mkdir(out, { recursive: true });
  const browser = await startBrowser();
  try {
    const page = await browser.newPage();
    const camera = new Camera(page, url, out, options);
    for (const subject of subjects.filter(({ isPublic }) => isPublic)) await camera.take(subject);
    const others = subjects.filter(({ isPublic }) => !isPublic);
    if (others.length > 0) await signIn(page, url, key);
    for (const subject of others) await camera.take(subject);
    for (const line of missing) console.log(`✗ ${line}`);
    console.log(`${camera.taken} pictures, ${kilobytes(camera.bytes)}, ${camera.faults} faults`);
    return camera.faults + missing.length > 0 ? 1 : 0;
  } finally {
    await browser.close();
  }
}
