import type { ProofTask } from './proof-tasks.js';

/**
 * One piece of work for each playbook that nobody's order sets off, as somebody of the shop would ask for it: a print that arrived
 * torn, a hotel that wants a better price, a campaign, a letter to a business. Each stops where people must decide.
 */
export function playbookTasks(now: Date): ProofTask[] {
  const day = (days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const task = (capability: string, subject: string, text: string, input: ProofTask['input']): ProofTask => ({
    ...{ key: `demo/playbook/${capability}`, capability, subject, input, context: { text }, priority: 'low' },
  });
  return [
    task('refund.request', 'demo-refund', 'My print arrived torn. Please give me my money back.', {
      ...{ orderId: 'demo-1001', orderName: '#1001', currency: 'USD', reason: 'damaged', hasPictures: true },
      ...{ orderTotalMinor: '21000', paidMinor: '21000', deliveredAt: `${day(-3)}T09:00:00Z` },
      lines: [{ title: 'Canvas roll, 24x36', amountMinor: '15300' }],
    }),
    task('discount.request', 'demo-discount', 'A verified designer wants ten large prints.', {
      lines: [{ title: 'Gallery wrapped, 53x72', size: '53x72', printType: 'Gallery Wrapped', quantity: 10 }],
      discounts: [
        { title: 'verified designer', percent: 10 },
        { title: 'ten or more of an artwork', percent: 15 },
      ],
      reason: 'a verified designer wants ten large prints',
    }),
    task('campaign.propose', 'demo-campaign', 'A campaign for the dark season.', {
      ...{ name: 'Dark season', goal: 'Sell what hangs by the holidays', segment: 'returning customers' },
      ...{ topic: 'Prints for the dark season', offer: { code: 'DARK10', percent: 10 }, budgetMinor: '50000' },
      ...{ ads: { channel: 'pinterest', amountMinor: '30000', currency: 'USD' }, fromDay: day(3), toDay: day(30) },
    }),
    task('b2b.outreach', 'demo-outreach', 'Win a hotel for the prints in its corridors.', {
      ...{ company: 'Hotel Meridian', contact: 'Ms Sato', paymentTermDays: 30 },
      purpose: 'We print art for hotel corridors, to order and on canvas.',
    }),
  ];
}
