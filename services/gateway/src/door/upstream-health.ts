import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CONFIG, HealthChecks } from '@vividwalls/platform';
import type { GatewayConfig } from '../gateway.config.js';
import { upstreamsOf } from './upstreams.js';

const ANSWER_WITHIN_MS = 1_500;

/** The system is ready when every service behind the door is; the details say which one is not, and why. */
@Injectable()
export class UpstreamHealth implements OnModuleInit {
  constructor(
    private readonly checks: HealthChecks,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {}

  onModuleInit(): void {
    for (const { name, url } of upstreamsOf(this.config.VW_UPSTREAMS)) {
      this.checks.add(name, async () => {
        const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
        const { checks } = (await response.json()) as { checks: unknown };
        return { ok: response.ok, checks };
      });
    }
  }
}
