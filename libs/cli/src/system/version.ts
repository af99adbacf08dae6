import { readFileSync } from 'node:fs';
import type { Action } from '../command.js';

export const versionText = (): string =>
  (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version;

export const version: Action<object> = ({ output }) => {
  const document = { version: versionText(), node: process.version };
  output.result(document, () => `vw ${document.version} (Node ${document.node})`);
  return Promise.resolve();
};
