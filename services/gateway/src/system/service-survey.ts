import { Inject, Injectable } from '@nestjs/common';
import { MessagingRuntime, type MessagingStatus } from '@vividwalls/messaging';
import {
  Clock,
  CONFIG,
  HealthChecks,
  InternalTokens,
  VERSION,
  type CheckResult,
  type Principal,
} from '@vividwalls/platform';
import { upstreamsOf, type Upstream } from '../door/upstreams.js';
import type { GatewayConfig } from '../gateway.config.js';
import { checkDetail } from './check-detail.js';
import type { SystemConsumerView, SystemServiceView } from './system-views.js';
import { ASK_WITHIN_MS, within, type Timed } from './within.js';

const OWN = 'gateway';

export interface SurveyedService {
  readonly service: SystemServiceView;
  readonly consumers: readonly SystemConsumerView[];
}

interface Readiness {
  readonly ready: boolean;
  readonly version?: string;
  readonly startedAt?: string;
  readonly checks: Readonly<Record<string, CheckResult>>;
}

/** Asks every service how it is and how far its consumers are; the broker tells each service of its own only. */
@Injectable()
export class ServiceSurvey {
  private readonly startedAt: string;

  constructor(
    private readonly checks: HealthChecks,
    private readonly messaging: MessagingRuntime,
    private readonly tokens: InternalTokens,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {
    this.startedAt = clock.now().toISOString();
  }

  /** The door first, then the others in the order they are configured. @param asker in whose name services are asked */
  take(asker: Principal): Promise<SurveyedService[]> {
    const upstreams = upstreamsOf(this.config.VW_UPSTREAMS);
    const behind = new Set(upstreams.map(({ name }) => name));
    return Promise.all([this.own(behind), ...upstreams.map((upstream) => this.other(upstream, asker))]);
  }

  /** The door's own checks; those of the services behind it are theirs. */
  private async own(behind: ReadonlySet<string>): Promise<SurveyedService> {
    const [health, messaging] = await Promise.all([
      within(async (): Promise<Readiness> => {
        const { ok, checks } = await this.checks.readiness((name) => !behind.has(name));
        return { ready: ok, checks, version: VERSION, startedAt: this.startedAt };
      }),
      within(() => this.messaging.status()),
    ]);
    return surveyed(OWN, health, messaging);
  }

  private async other({ name, url }: Upstream, { actor }: Principal): Promise<SurveyedService> {
    const [health, messaging] = await Promise.all([
      within(async (): Promise<Readiness> => {
        const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(ASK_WITHIN_MS) });
        return { ...((await answer.json()) as Readiness), ready: answer.ok };
      }),
      within(async () => {
        const token = await this.tokens.for({ actor, scopes: [`${name}:read`] }, this.clock.now());
        const answer = await fetch(`${url}/api/${name}/messaging/status`, {
          headers: { authorization: `Bearer ${token}` },
          signal: AbortSignal.timeout(ASK_WITHIN_MS),
        });
        if (!answer.ok) throw new Error(`it was answered with ${answer.status}`);
        return (await answer.json()) as MessagingStatus;
      }),
    ]);
    return surveyed(name, health, messaging);
  }
}

function surveyed(name: string, health: Timed<Readiness>, messaging: Timed<MessagingStatus>): SurveyedService {
  const relay = messaging.ok ? relayOf(messaging.value) : null;
  const told = { relay, messagingError: messaging.ok ? null : messaging.reason };
  const consumers = messaging.ok ? consumersOf(name, messaging.value) : [];
  if (!health.ok) {
    const unknown = { version: null, startedAt: null, latencyMs: null, checks: [] };
    return { service: { name, state: 'unreachable', detail: health.reason, ...unknown, ...told }, consumers };
  }
  const { ready, version = null, startedAt = null, checks } = health.value;
  return {
    service: {
      ...{ name, state: ready ? 'ready' : 'not_ready', detail: null, version, startedAt, latencyMs: health.latencyMs },
      checks: Object.entries(checks).map(([check, result]) => ({
        ...{ name: check, ok: result.ok, detail: checkDetail(result) },
      })),
      ...told,
    },
    consumers,
  };
}

function relayOf({ relay: { state, published, backlog, oldestAgeS, parked } }: MessagingStatus) {
  return { state, published, backlog, oldestAgeS, parked };
}

function consumersOf(service: string, { consumers }: MessagingStatus): SystemConsumerView[] {
  return consumers.flatMap(({ name, state, isReadModel, lag }) =>
    (lag ?? []).map(({ stream, pending, unacknowledged, redelivered, lastDeliveredAt }) => ({
      ...{
        stream,
        name,
        service,
        state,
        isReadModel,
        pending,
        ackPending: unacknowledged,
        redelivered,
        lastDeliveredAt,
      },
    })),
  );
}
