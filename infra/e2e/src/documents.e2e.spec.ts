import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@vividwalls/local';
import { startSystem, stopSystems, type System } from './system.js';

const COMMITTED = join(workspaceRoot, 'docs/generated/openapi.json');

describe('the API documents', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem();
  }, 120_000);
  afterAll(stopSystems, 60_000);

  it('serves the committed OpenAPI document; `npm run docs` writes it anew', async () => {
    const text = `${JSON.stringify(await system.get('/api/openapi.json'), null, 2)}\n`;
    if (process.env['VW_WRITE_DOCS'] === '1') writeFileSync(COMMITTED, text);
    expect(readFileSync(COMMITTED, 'utf8')).toBe(text);
  });

  it('serves the committed AsyncAPI document', async () => {
    const committed = readFileSync(join(workspaceRoot, 'docs/generated/asyncapi.json'), 'utf8');
    expect(await system.get('/api/asyncapi.json')).toEqual(JSON.parse(committed));
  });
});
