import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { freePort, testFolder } from '@vividwalls/testing';
import { loadSecrets } from '../home/secrets.js';
import { readSettings } from '../home/settings.js';
import type { Finding } from './finding.js';
import { homeFindings } from './home-findings.js';
import { machineFindings } from './machine.js';
import { serverFindings } from './servers-found.js';

const about = (findings: Finding[], subject: string): Finding[] =>
  findings.filter((finding) => finding.subject === subject);

describe('the doctor', () => {
  it('finds nothing wrong with a machine that runs this test', async () => {
    const settings = readSettings({ VW_HOME: testFolder('home'), PORT: String(await freePort()) });
    const findings = (
      await Promise.all([machineFindings(settings.home), serverFindings(settings), homeFindings(settings)])
    ).flat();
    expect(findings.filter(({ level }) => level === 'fail')).toEqual([]);
    expect(about(findings, 'system')[0]?.detail).toBe('not running (npm start)');
  });

  it('names the taken port, the open secret and how to mend them', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const port = (server.address() as AddressInfo).port;
    const home = testFolder('home');
    loadSecrets(home);
    chmodSync(join(home, 'secrets.json'), 0o644);
    try {
      const findings = await homeFindings(readSettings({ VW_HOME: home, PORT: String(port) }));
      expect(about(findings, 'port')[0]).toMatchObject({
        level: 'fail',
        detail: expect.stringContaining(`${port} is taken`),
      });
      expect(about(findings, 'secrets')[0]).toMatchObject({
        level: 'fail',
        remedy: `chmod 600 ${join(home, 'secrets.json')}`,
      });
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('does not take a file that a killed supervisor left behind for a running system', async () => {
    const home = testFolder('home');
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'run.json'), JSON.stringify({ pid: 1, url: 'http://127.0.0.1:1' }));
    const findings = await homeFindings(readSettings({ VW_HOME: home, PORT: String(await freePort()) }));
    expect(about(findings, 'system')[0]?.detail).toBe('not running (npm start)');
  });

  it('says which of the operator’s own servers can’t be reached', async () => {
    const port = await freePort();
    const findings = await serverFindings(readSettings({ NATS_URL: `nats://127.0.0.1:${port}` }));
    expect(about(findings, 'nats')[0]).toMatchObject({ level: 'fail', remedy: 'start it, or unset NATS_URL' });
  });
});
