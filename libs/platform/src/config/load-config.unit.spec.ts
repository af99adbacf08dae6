import { ConfigFault, loadConfig } from './load-config.js';
import { ServiceConfig } from './service-config.js';

const sound = {
  VW_SERVICE_PORT: '8101',
  DATABASE_URL: 'postgres://vw_finance:x@127.0.0.1:5432/vividwalls',
  NATS_URL: 'nats://finance:x@127.0.0.1:4222',
  VW_INTERNAL_SECRET: 's'.repeat(32),
};

describe('a service configuration', () => {
  it('has types and defaults', () => {
    expect(loadConfig(ServiceConfig, sound)).toMatchObject({
      VW_SERVICE_PORT: 8101,
      VW_BIND: '127.0.0.1',
      LOG_LEVEL: 'info',
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(loadConfig(ServiceConfig, { ...sound, REDIS_URL: '', LOG_LEVEL: '' }).LOG_LEVEL).toBe('info');
  });

  it('names every fault at once and no value', () => {
    const wrong = { VW_SERVICE_PORT: 'eighty', DATABASE_URL: 'mysql://root:hunter2@db', VW_INTERNAL_SECRET: 'hunter2' };
    let fault: unknown;
    try {
      loadConfig(ServiceConfig, wrong);
    } catch (error) {
      fault = error;
    }
    expect(fault).toBeInstanceOf(ConfigFault);
    const { message } = fault as ConfigFault;
    for (const name of ['VW_SERVICE_PORT', 'DATABASE_URL', 'NATS_URL is not set', 'VW_INTERNAL_SECRET']) {
      expect(message).toContain(name);
    }
    expect(message).not.toContain('hunter2');
  });
});
