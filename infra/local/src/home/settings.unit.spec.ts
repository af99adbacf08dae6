import { join } from 'node:path';
import { workspaceRoot } from '../workspace.js';
import { readSettings, SettingsError } from './settings.js';

describe('settings', () => {
  it('have defaults for everything', () => {
    expect(readSettings({})).toEqual({
      home: join(workspaceRoot, '.vividwalls'),
      port: 8080,
      bind: '127.0.0.1',
      logLevel: 'info',
      external: {},
    });
  });

  it('take what the environment gives', () => {
    const settings = readSettings({
      PORT: '9000',
      VW_HOME: 'elsewhere',
      VW_ADMIN_KEY: '0123456789abcdef',
      DATABASE_URL: 'postgresql://me:pw@db/shop',
      NATS_URL: 'nats://a:b@one:4222,nats://a:b@two:4222',
    });
    expect(settings).toMatchObject({
      port: 9000,
      home: join(workspaceRoot, 'elsewhere'),
      adminKey: '0123456789abcdef',
    });
    expect(settings.external).toEqual({
      postgres: 'postgresql://me:pw@db/shop',
      nats: 'nats://a:b@one:4222,nats://a:b@two:4222',
    });
  });

  it('list every fault at once', () => {
    const read = (): unknown => readSettings({ PORT: '0', VW_ADMIN_KEY: 'short', REDIS_URL: 'localhost:6379' });
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(/PORT[\s\S]*VW_ADMIN_KEY[\s\S]*REDIS_URL/);
  });
});
