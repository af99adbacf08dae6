// `npm start -- --single`: every service in this one process. VW_SERVICES holds each service's environment as JSON.
import { bootstrap, type RunningService, type ServiceDefinition } from '@vividwalls/platform';
import { services } from './services.js';

const environments = JSON.parse(process.env.VW_SERVICES ?? '{}') as Record<string, NodeJS.ProcessEnv>;
// What one service's environment says must not be visible to another by way of the process.
delete process.env.VW_SERVICES;

const running: RunningService[] = [];
let isEnding = false;

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end());
process.on('unhandledRejection', (error) => {
  console.error(error);
  process.exit(1); // Its effects are unknown: the supervisor starts a clean process.
});

for (const { name } of services) {
  const { definition } = (await import(`@vividwalls/${name}`)) as { definition: ServiceDefinition };
  const env = { ...process.env, ...environments[name] };
  if (!isEnding) running.push(await bootstrap(definition, { env, ownsProcess: false }));
}

/** The door closes first: `running` is in the order of the registry, which begins with it. */
async function end(): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  const outcomes = await Promise.allSettled(running.map((service) => service.close()));
  const failed = outcomes.filter((outcome) => outcome.status === 'rejected');
  for (const { reason } of failed) console.error(reason);
  process.exit(failed.length > 0 ? 1 : 0);
}
