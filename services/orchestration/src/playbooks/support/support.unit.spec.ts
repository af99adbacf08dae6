import { proposed } from '../testing/try-playbook.js';

describe('a customer’s message', () => {
  it.each([
    ['My canvas arrived torn and the frame is cracked', 'damage', 'high', false],
    ['Where is my parcel? The tracking says nothing', 'delivery', 'medium', false],
    ['I want a refund, can I return it?', 'return', 'medium', false],
    ['I was charged twice on my card', 'payment', 'medium', false],
    ['Can I change the address of my order?', 'order', 'medium', false],
    ['Which size of canvas suits a sofa?', 'product', 'low', false],
    ['This is unacceptable, I am furious', 'complaint', 'high', true],
    ['Hi!', 'other', 'low', false],
  ])('%s', async (text, topic, priority, isComplaint) => {
    expect(await proposed('support.triage', { text })).toEqual({ topic, priority, isComplaint });
  });

  it('was a complaint for the agent before only with two angry words', async () => {
    const text = 'I am disappointed with the delivery';
    expect(await proposed('support.triage', { text })).toMatchObject({ isComplaint: true });
    expect(await proposed('support.triage', { text }, { variant: 'legacy' })).toMatchObject({ isComplaint: false });
  });
});

describe('a reply', () => {
  it('given damage, asks for a picture and says what is promised', async () => {
    const { text, promises } = await proposed('support.reply', { text: 'It arrived torn', orderId: '#1001' });
    expect(text).toMatch(/^Hello,\n\n.*damaged.*\n\nYour order: #1001\.\n\nVividWalls$/s);
    expect(promises).toEqual(['an answer within 24 business hours of the picture']);
  });

  it('keeps to the topic that triage found', async () => {
    expect((await proposed('support.reply', { text: 'It arrived torn', topic: 'return' })).text).toMatch(/30 days/);
    expect((await proposed('support.reply', { text: 'x', topic: 'nonsense' })).text).toMatch(/Somebody of the shop/);
  });

  it('has the voice of the persona, else of the executor', async () => {
    const persona = {
      id: 'p',
      name: 'P',
      description: 'd',
      legacyAgentId: null,
      capabilities: [],
      settings: { greeting: 'Good day,' },
    };
    const input = { text: 'hi' };
    expect((await proposed('support.reply', input, { variant: 'legacy' })).text).toMatch(/^Dear customer,/);
    expect((await proposed('support.reply', input, { variant: 'legacy' }, { persona })).text).toMatch(/^Good day,/);
  });
});

describe('a review', () => {
  it.each<[string, number | undefined, string]>([
    ['Beautiful print, great quality', undefined, 'positive'],
    ['The colours are faded and it came late', undefined, 'negative'],
    ['It is a picture', undefined, 'neutral'],
    ['Not bad at all', undefined, 'positive'],
    ['I would not recommend it', undefined, 'negative'],
    ['It is a picture', 1, 'negative'],
    ['Beautiful', 1, 'negative'],
    ['It is a picture', 3, 'neutral'],
  ])('“%s” with %s stars is %s', async (text, rating, sentiment) => {
    const input = { text, ...(rating !== undefined && { rating }) };
    expect(await proposed('reviews.classify', input)).toMatchObject({ sentiment });
  });

  it('was read without its stars by the agent before', async () => {
    const input = { text: 'Beautiful', rating: 1 };
    expect(await proposed('reviews.classify', input, { variant: 'legacy' })).toMatchObject({ sentiment: 'positive' });
  });
});

describe('an incident', () => {
  it.each([
    ['The checkout is down', 'critical'],
    ['Syncs are failing with a timeout', 'high'],
    ['There is a typo on the page', 'low'],
    ['It looks odd', 'medium'],
  ])('%s is %s', async (report, severity) => {
    expect(await proposed('incident.triage', { report })).toMatchObject({ severity });
  });
});
