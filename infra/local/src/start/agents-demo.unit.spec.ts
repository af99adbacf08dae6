import { demoEnvironment } from './agents-demo.js';

it.each([
  [{}, 'whsec_a', '127.0.0.1:4711', 'whsec_a'],
  [{}, ' whsec_a , whsec_b', '127.0.0.1:4711', 'whsec_a'],
  [{ ORCHESTRATION_N8N_HOSTS: 'n8n:5678' }, 'whsec_a', 'n8n:5678,127.0.0.1:4711', 'whsec_a'],
  [{ ORCHESTRATION_N8N_SECRET: 'whsec_own' }, 'whsec_a', '127.0.0.1:4711', 'whsec_own'],
])('%j with %j lets the demo’s workflow be called beside the operator’s own', (env, secrets, hosts, secret) => {
  expect(demoEnvironment(env, 4711, secrets)).toEqual({
    ORCHESTRATION_N8N_HOSTS: hosts,
    ORCHESTRATION_N8N_SECRET: secret,
  });
});
