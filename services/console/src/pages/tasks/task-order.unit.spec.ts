import { orderOfTask } from './task-order';

describe('the order that a task is about', () => {
  it.each([
    ['its context', { subject: '7001', context: { orderId: '450789469', customerId: '7001' }, input: {} }, '450789469'],
    ['what it is given', { subject: 'a-letter', context: {}, input: { orderId: '450789469' } }, '450789469'],
    ['its subject', { subject: '450789469', context: {}, input: {} }, '450789469'],
  ])('is known by %s', (_by, task, order) => expect(orderOfTask(task)).toBe(order));

  it.each([
    ['a customer', { subject: '7001', context: { customerId: '7001' }, input: {} }],
    ['words', { subject: 'kpi', context: {}, input: {} }],
    ['no text', { subject: 'kpi', context: { orderId: 1001 }, input: { orderId: '' } }],
  ])('is not known by %s', (_by, task) => expect(orderOfTask(task)).toBeUndefined());
});
