import { Global, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { Principals } from './auth/principal.js';
import { ScopeGuard } from './auth/scope.guard.js';
import { CoreHealth } from './health/core-health.js';
import { HealthChecks } from './health/health-checks.js';
import { HealthController } from './health/health.controller.js';
import { ProblemFilter } from './http/problem.filter.js';
import { LOG, type Log } from './logging/log.js';
import { Clock } from './time/clock.js';
import { CONFIG, SERVICE_NAME } from './tokens.js';

export interface PlatformSettings {
  readonly service: string;
  readonly config: object;
  readonly log: Log;
  readonly clock: Clock;
  readonly principals: Provider<Principals>;
}

/** What every service has: clock, log, configuration, authentication, problem answers, health. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(settings: PlatformSettings): DynamicModule {
    return {
      module: PlatformModule,
      imports: [DiscoveryModule],
      controllers: [HealthController],
      providers: [
        { provide: SERVICE_NAME, useValue: settings.service },
        { provide: CONFIG, useValue: settings.config },
        { provide: LOG, useValue: settings.log },
        { provide: Clock, useValue: settings.clock },
        settings.principals,
        HealthChecks,
        CoreHealth,
        { provide: APP_GUARD, useClass: ScopeGuard },
        { provide: APP_FILTER, useValue: new ProblemFilter(settings.log) },
      ],
      exports: [SERVICE_NAME, CONFIG, LOG, Clock, Principals, HealthChecks, DiscoveryModule],
    };
  }
}
