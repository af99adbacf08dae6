import { ExitCode } from '../../exit-codes.js';
import { typing } from '../../testing/stdin.js';
import { vwAgainstGateway } from '../../testing/vw-against-gateway.js';
import { openBrokenWorkflow } from './broken-workflow.js';

const { gateway, vw } = vwAgainstGateway();

describe('vw agents simulate', () => {
  it('does nothing where nobody said yes and nobody can be asked', async () => {
    const { code, err } = await vw('agents simulate');
    expect([code, gateway.seen]).toEqual([ExitCode.usage, []]);
    expect(err).toContain('--yes');
  });

  it('does nothing when somebody says no', async () => {
    const { code, out } = await vw('agents simulate', {}, typing('no\n'));
    expect([code, gateway.seen, out]).toEqual([ExitCode.negative, [], 'Nothing was done.\n']);
  });
});

describe('the broken workflow', () => {
  it('answers 500 to every call, counts them, and is gone when it is closed', async () => {
    const workflow = await openBrokenWorkflow(0);
    const call = () => fetch(workflow.url, { method: 'POST', body: '{}' });
    expect([(await call()).status, (await call()).status]).toEqual([500, 500]);
    expect(workflow.calls()).toBe(2);
    await workflow.close();
    await expect(call()).rejects.toThrow('fetch failed');
  });

  it('says which port is taken', async () => {
    const first = await openBrokenWorkflow(0);
    const port = Number(new URL(first.url).port);
    await expect(openBrokenWorkflow(port)).rejects.toThrow(`port ${port}`);
    await first.close();
  });
});
