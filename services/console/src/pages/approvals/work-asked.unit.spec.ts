import { workAsked } from './work-asked';

const TEXT = 'Write a polite reply to the angry mail below.';
const reply = {
  ...{ capability: 'support.reply', agentId: 'writer', personaId: null },
  ...{ input: { text: TEXT, orderId: '7300', note: '' }, context: { text: TEXT, channel: 'email', tags: [] } },
};
const places = (does: object, act = 'customer.email') => workAsked(act, does, null).lines.map(({ pointer }) => pointer);

describe('work that is asked about', () => {
  it('is shown once, without what is empty, its capability apart', () => {
    expect(workAsked('customer.email', reply, null).capability).toBe('support.reply');
    expect(places(reply)).toEqual(['/agentId', '/input/text', '/input/orderId', '/context/channel']);
  });

  it('keeps what the context says otherwise than the input', () =>
    expect(places({ ...reply, context: { text: 'other' } })).toContain('/context/text'));

  it('is a letter that nobody has written yet, unless its text is given', () => {
    expect(workAsked('customer.email', reply, null).isUnwritten).toBe(true);
    expect(workAsked('customer.email', { ...reply, input: { body: 'Dear Ms Sato' } }, null).isUnwritten).toBe(false);
    expect(workAsked('order.refund', reply, null).isUnwritten).toBe(false);
  });

  it('is no task’s work where no capability is named', () => {
    const spend = { key: 'ad-7', agentId: null, amountMinor: '100' };
    expect(workAsked('budget.overspend', spend, 'USD')).toMatchObject({ capability: null, isUnwritten: false });
    expect(places(spend, 'budget.overspend')).toEqual(['/key', '/amountMinor']);
  });
});
