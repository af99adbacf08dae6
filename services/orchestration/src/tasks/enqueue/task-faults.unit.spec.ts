import type { NewTask } from '../task.js';
import { trialTask } from '../testing/task-trial.js';
import { faultsOfTask, ID_MAX, INPUT_BYTES_MAX } from './task-faults.js';

const long = 'x'.repeat(ID_MAX + 1);
const filled = (bytes: number) => ({ t: 'x'.repeat(bytes - JSON.stringify({ t: '' }).length) });

describe('a task as it is asked for', () => {
  it.each<[string, Partial<NewTask>]>([
    ['in its usual shape', {}],
    ['with nobody in mind and nothing said', { capability: null, input: {}, context: {} }],
    ['with the longest ids', { key: 'x'.repeat(ID_MAX), subject: 'x'.repeat(ID_MAX) }],
    ['with as much input as is taken', { input: filled(INPUT_BYTES_MAX) }],
    ['as a proposal of somebody', { mode: 'propose', agentId: 'worker' }],
  ])('is taken %s', (_what, part) => {
    expect(faultsOfTask(trialTask({ key: 'k', ...part }))).toEqual([]);
  });

  it.each<[string, Partial<NewTask>, string]>([
    ['an empty key', { key: '' }, '/key must have 1 to 255 characters'],
    ['a long key', { key: long }, '/key must have 1 to 255 characters'],
    ['a long subject', { subject: long }, '/subject must have 1 to 255 characters'],
    ['nobody who asks', { requestedBy: '' }, '/requestedBy must have 1 to 255 characters'],
    ['no cause', { cause: { correlationId: '', causationId: 'c' } }, '/correlationId must have 1 to 255 characters'],
    ['an empty capability', { capability: '' }, '/capability must have 1 to 64 characters'],
    ['a long capability', { capability: 'x'.repeat(65) }, '/capability must have 1 to 64 characters'],
    ['too much input', { input: filled(INPUT_BYTES_MAX + 1) }, '/input has 65537 bytes, at most 65536 are taken'],
    [
      'letters of several bytes',
      { input: { t: 'é'.repeat(INPUT_BYTES_MAX / 2) } },
      '/input has 65544 bytes, at most 65536 are taken',
    ],
    ['a proposal of nobody', { mode: 'propose' }, '/agentId must be there for a proposal'],
  ])('is not taken with %s', (_what, part, fault) => {
    expect(faultsOfTask(trialTask({ key: 'k', ...part }))).toEqual([fault]);
  });

  it('is told every fault at once', () => {
    expect(faultsOfTask(trialTask({ key: '', capability: '', mode: 'propose' }))).toHaveLength(3);
  });
});
