import type { Bench } from './bench-run.js';
import { attributionSummaryBench } from './finance/attribution-summary.bench.js';
import { consoleBench } from './console/console.bench.js';
import { ordersBookedBench } from './finance/orders.bench.js';
import { refitBench } from './finance/refit.bench.js';
import { spendBench } from './finance/spend.bench.js';
import { pnlBench } from './finance/pnl.bench.js';
import { inboxBench } from './governance/inbox.bench.js';
import { policiesBench } from './governance/policies.bench.js';
import { intakeBench } from './intake/intake.bench.js';
import { knowledgeSearchBench } from './knowledge/search.bench.js';
import { mcpBench } from './mcp/mcp.bench.js';
import { appendCostBench } from './messaging/append-cost.bench.js';
import { consumptionBench } from './messaging/consumption.bench.js';
import { relayStrategiesBench } from './messaging/relay-strategies.bench.js';
import { relayBench } from './messaging/relay.bench.js';
import { serviceToServiceBench } from './messaging/service-to-service.bench.js';
import { steadyMemoryBench } from './messaging/steady-memory.bench.js';
import { validationBench } from './messaging/validation.bench.js';
import { wakeLatencyBench } from './messaging/wake-latency.bench.js';
import { routingBench } from './orchestration/routing.bench.js';
import { switchingBench } from './orchestration/switching.bench.js';
import { tasksBench } from './orchestration/tasks.bench.js';
import { peersBench } from './peers/peers.bench.js';
import { orderToLedgerBench } from './system/order-to-ledger.bench.js';
import { residentMemoryBench } from './system/resident-memory.bench.js';
import { wholeIntakeBench } from './system/whole-intake.bench.js';

/** Benches by topic and name, in the order they run. */
export const SUITES: Readonly<Record<string, Readonly<Record<string, Bench>>>> = {
  messaging: {
    validation: validationBench,
    relay: relayBench,
    'relay-strategies': relayStrategiesBench,
    append: appendCostBench,
    consumption: consumptionBench,
    'service-to-service': serviceToServiceBench,
    wake: wakeLatencyBench,
    'steady-memory': steadyMemoryBench,
  },
  peers: { peers: peersBench },
  intake: { intake: intakeBench },
  finance: {
    'orders-booked': ordersBookedBench,
    'spend-authorisations': spendBench,
    pnl: pnlBench,
    'attribution-summary': attributionSummaryBench,
    refit: refitBench,
  },
  orchestration: { routing: routingBench, tasks: tasksBench, switching: switchingBench },
  knowledge: { 'knowledge-search': knowledgeSearchBench },
  mcp: { mcp: mcpBench },
  governance: { policies: policiesBench, inbox: inboxBench },
  console: { console: consoleBench },
  system: {
    'whole-intake': wholeIntakeBench,
    'order-to-ledger': orderToLedgerBench,
    'resident-memory': residentMemoryBench,
  },
};

export interface ChosenBench {
  readonly suite: string;
  readonly name: string;
  readonly bench: Bench;
}

/** Every bench, or those of the suites and benches named. Throws when a name is neither. */
export function chosenBenches(names: readonly string[]): ChosenBench[] {
  const all = Object.entries(SUITES).flatMap(([suite, benches]) =>
    Object.entries(benches).map(([name, bench]) => ({ suite, name, bench })),
  );
  const stranger = names.find((wanted) => !all.some(({ suite, name }) => wanted === suite || wanted === name));
  if (stranger !== undefined) throw new Error(`There is no suite or bench "${stranger}".`);
  return names.length === 0 ? all : all.filter(({ suite, name }) => names.includes(suite) || names.includes(name));
}
