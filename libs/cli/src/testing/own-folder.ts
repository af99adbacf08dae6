import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for the specs of the surrounding block, removed after them. @returns its path, once they run */
export function ownFolder(name: string): () => string {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), `vw-${name}-`))));
  afterAll(() => rm(folder, { recursive: true }));
  return () => folder;
}
