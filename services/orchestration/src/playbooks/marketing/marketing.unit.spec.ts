import fc from 'fast-check';
import { proposed } from '../testing/try-playbook.js';

describe('keywords', () => {
  it('are the topic, what buyers add, and what the text says most often', async () => {
    const input = { topic: 'Abstract Noir', text: 'noir canvas, noir shade, canvas canvas' };
    const { keywords } = await proposed('seo.keywords', input);
    const terms = (keywords as { term: string }[]).map(({ term }) => term);
    expect(terms.slice(0, 2)).toEqual(['abstract noir', 'abstract noir wall art']);
    expect(terms).toEqual(expect.arrayContaining(['noir', 'canvas', 'shade']));
    expect(keywords).toContainEqual({ term: 'canvas', volume: null, difficulty: null });
  });

  it('were fewer with the agent before', async () => {
    const [now, before] = await Promise.all([
      proposed('seo.keywords', { topic: 'noir' }),
      proposed('seo.keywords', { topic: 'noir' }, { variant: 'legacy' }),
    ]);
    expect((before.keywords as unknown[]).length).toBeLessThan((now.keywords as unknown[]).length);
  });
});

describe('copy', () => {
  it('says what the brief says, and no more than it may', async () => {
    const { text } = await proposed('copy.write', { brief: 'Ten new prints in black', kind: 'advertisement' });
    expect(text).toBe(
      'Give your wall something to say. Ten new prints in black. Printed to order on archival canvas. See it at vividwalls.co.',
    );
  });

  it('fits into any length', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.stringMatching(/^\w[\w .]{0,300}$/),
        fc.integer({ min: 1, max: 200 }),
        async (brief, maxCharacters) => {
          const { text } = await proposed('copy.write', { brief, maxCharacters });
          expect((text as string).length).toBeLessThanOrEqual(maxCharacters);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is mended, and it is said what was mended', async () => {
    expect(await proposed('copy.edit', { text: 'The the  print is great!! See Vivid Walls .' })).toMatchObject({
      text: 'The print is great! See VividWalls.',
      changes: [
        'double blanks',
        'a blank before a punctuation mark',
        'repeated punctuation marks',
        'a word twice',
        'how the shop is written',
      ],
    });
    expect(await proposed('copy.edit', { text: 'Fine.' })).toMatchObject({ text: 'Fine.', changes: [] });
  });
});

describe('a post', () => {
  it.each(['twitter', 'pinterest', 'instagram'])('fits into %s', async (platform) => {
    const { text } = await proposed('social.post', { platform, artwork: 'Noir', topic: 'word '.repeat(390) });
    expect((text as string).length).toBeLessThanOrEqual({ twitter: 280, pinterest: 500, instagram: 2_200 }[platform]!);
  });
});

describe('a text message', () => {
  it('fits into one, and says how to end them', async () => {
    const { text } = await proposed('sms.campaign', { segment: 'all', topic: 'sale '.repeat(100) });
    expect((text as string).length).toBeLessThanOrEqual(160);
    expect(text).toMatch(/Reply STOP to end\.$/);
  });
});

describe('a campaign', () => {
  it('spends exactly its budget, over the days there are', async () => {
    const input = {
      goal: 'Autumn sale',
      budgetMinor: '10003',
      currency: 'USD',
      fromDay: '2026-11-01',
      toDay: '2026-11-21',
    };
    const steps = (await proposed('campaign.plan', input)).steps as { costMinor: string; day: string }[];
    expect(steps.reduce((sum, { costMinor }) => sum + BigInt(costMinor), 0n)).toBe(10_003n);
    expect(steps.map(({ day }) => day)).toEqual(['2026-11-01', '2026-11-06', '2026-11-11', '2026-11-16']);
  });
});
