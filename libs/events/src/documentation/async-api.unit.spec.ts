import { upcastableBudget } from '../core/testing/budget-spent.js';
import { allEvents, asyncApiDocument } from '../index.js';
import { asyncApiOf } from './async-api.js';
import { documentationOf } from './event-documentation.js';

interface Document {
  channels: Record<string, { description: string; messages: Record<string, { $ref: string }> }>;
  operations: Record<string, { messages: { $ref: string }[] }>;
  components: {
    messages: Record<string, { deprecated?: boolean; description?: string; examples: { payload: { type: string } }[] }>;
    schemas: Record<string, object>;
  };
}
const plain = (document: object): Document => JSON.parse(JSON.stringify(document)) as Document;

describe('the AsyncAPI document', () => {
  const document = plain(asyncApiDocument());

  it('has a channel, an operation and a message with an example for every event', () => {
    for (const { type, subject, eventClass } of allEvents()) {
      expect(Object.keys(document.channels[subject]!.messages)).toContain(eventClass.name);
      expect(document.operations).toHaveProperty([`publish ${subject}`]);
      expect(document.components.messages[eventClass.name]?.examples[0]?.payload.type).toBe(type);
    }
  });

  it('says who publishes, also where everyone may', () => {
    expect(document.channels['vw.shop.order.paid']?.description).toBe('Stream SHOP, published by gateway');
    expect(document.channels['vw.dlq.event.dead_lettered']?.description).toBe('Stream DLQ, published by any service');
  });

  it('has no reference that leads nowhere', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path!);
    expect(references.length).toBeGreaterThan(50);
    for (const path of references) {
      const target = path.split('/').reduce<unknown>((node, key) => (node as Record<string, unknown>)?.[key], document);
      expect([path, typeof target]).toEqual([path, 'object']);
    }
  });

  it('keeps older versions in their channel, deprecated and no longer sent', () => {
    const { events, rules } = upcastableBudget();
    const { channels, operations, components } = plain(asyncApiOf(documentationOf(events, rules, {}, () => ({}))));
    const subject = 'vw.finance.budget.spent';
    expect(Object.keys(channels)).toEqual([subject]);
    expect(Object.keys(channels[subject]!.messages)).toEqual(['BudgetSpentV1', 'BudgetSpentV2', 'BudgetSpent']);
    expect(operations[`publish ${subject}`]?.messages).toEqual([
      { $ref: `#/channels/${subject}/messages/BudgetSpent` },
    ]);
    expect(components.messages['BudgetSpentV1']).toMatchObject({
      deprecated: true,
      description: 'Superseded: handlers get it as vw.finance.budget.spent.v3.',
    });
    expect(components.messages['BudgetSpent']).not.toHaveProperty('deprecated');
  });
});
