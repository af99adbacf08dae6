import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import '../index.js';
import { asyncApiDocument } from './async-api.js';
import { allEvents } from './event-decorator.js';

const COMMITTED = fileURLToPath(new URL('../../../../docs/generated/asyncapi.json', import.meta.url));

interface Document {
  channels: Record<string, { messages: Record<string, { $ref: string }> }>;
  components: { messages: Record<string, object>; schemas: Record<string, object> };
}

describe('the AsyncAPI document', () => {
  const document = JSON.parse(JSON.stringify(asyncApiDocument())) as Document;

  it('has a channel and a message for every event', () => {
    for (const { subject, eventClass } of allEvents()) {
      expect(Object.keys(document.channels[subject]!.messages)).toContain(eventClass.name);
      expect(document.components.messages).toHaveProperty(eventClass.name);
    }
  });

  it('has no reference that leads nowhere', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path!);
    expect(references.length).toBeGreaterThan(50);
    for (const path of references) {
      const target = path.split('/').reduce<unknown>((node, key) => (node as Record<string, unknown>)?.[key], document);
      expect([path, typeof target]).toEqual([path, 'object']);
    }
  });

  it('is the committed one; `npm run docs` writes it anew', () => {
    const text = `${JSON.stringify(document, null, 2)}\n`;
    if (process.env['VW_WRITE_DOCS'] === '1') writeFileSync(COMMITTED, text);
    expect(readFileSync(COMMITTED, 'utf8')).toBe(text);
  });
});
