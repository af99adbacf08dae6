import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { GroundTruth, SendReport } from '@vividwalls/simulator';

/** Names and addresses of nobody, but the answer sheet of every later measurement: for the owner's eyes. */
const OWNER_ONLY = 0o600;
const OWNER_ONLY_FOLDER = 0o700;

export const defaultTruthFile = (home: string, seed: string): string =>
  join(home, 'simulations', `${seed.replace(/[^\w-]/g, '_')}.truth.json`);

/** Writes the truth, and what became of it when it was sent: whole or not at all. */
export async function writeTruth(
  path: string,
  truth: GroundTruth,
  url: string | null,
  report: SendReport | null,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: OWNER_ONLY_FOLDER });
  const sending = report && {
    url,
    acknowledged: report.acknowledged,
    failed: report.failed,
    stopped: report.stopped,
    acknowledgedIds: report.acknowledgedIds,
  };
  const draft = `${path}.${process.pid}.tmp`;
  await writeFile(draft, `${JSON.stringify({ ...truth, sending })}\n`, { mode: OWNER_ONLY });
  await rename(draft, path);
}
