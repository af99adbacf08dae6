export { ChildProgram, type ChildProgramOptions, type Stopped } from './child-program.js';
export { duplicated, reordered } from './disorder.js';
export { FaultyProxy, type FaultyProxyOptions, type ProxyCounters, startFaultyProxy } from './faulty-proxy.js';
export { JetStreamRefused } from './jetstream-request.js';
export {
  KILL_PLAN_VARIABLE,
  type KillingHookOptions,
  killingHook,
  type KillPlan,
  killPlanFromEnvironment,
  nthPass,
  START_VARIABLE,
} from './kill-plan.js';
export { NatsCluster, startNatsCluster } from './nats-cluster.js';
export type { ProgramRecord, UnexpectedExit } from './program-record.js';
export { steadyPort } from './steady-port.js';
export { type SessionFilter, terminateSessions } from './terminate-sessions.js';
