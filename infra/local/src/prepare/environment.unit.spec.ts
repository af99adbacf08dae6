import { services } from '../services.js';
import { preparationEnvironment, readPreparation } from './environment.js';

describe('the environment of the preparation', () => {
  it('carries everything from the supervisor, or a compose file, to the program', () => {
    const passwords = Object.fromEntries(
      services.map(({ name }) => [name, { service: `s-${name}`, owner: `o-${name}` }]),
    );
    const preparation = { databaseUrl: 'postgres://db', natsUrl: 'nats://broker', passwords };
    expect(readPreparation(preparationEnvironment(preparation))).toEqual(preparation);
  });

  it('is refused with everything that is missing', () => {
    expect(() => readPreparation({ NATS_URL: 'nats://broker', VW_AUDIT_PASSWORD: 'x' })).toThrow(
      /DATABASE_URL.*VW_FINANCE_OWNER_PASSWORD.*VW_AUDIT_OWNER_PASSWORD/,
    );
  });
});
