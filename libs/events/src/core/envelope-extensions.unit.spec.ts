import type { EnvelopeExtensions, EventEnvelope } from '@vividwalls/messaging';
import { ENVELOPE_EXTENSIONS } from './envelope-extensions.js';

describe('the extensions of the envelope', () => {
  it('have a default for each, and are attributes of every envelope', () => {
    const defaults: EnvelopeExtensions = ENVELOPE_EXTENSIONS;
    const read = ({ test, shop }: EventEnvelope): { test: boolean; shop: string } => ({ test, shop });
    expect(read({ ...defaults } as EventEnvelope)).toEqual({ test: false, shop: '' });
  });
});
