import { Controller, Get, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Clock, RequiresScope, VERSION, type AuthenticatedRequest, type Principal } from '@vividwalls/platform';
import { ServerSurvey } from './server-survey.js';
import { ServiceSurvey } from './service-survey.js';
import { StreamSurvey } from './stream-survey.js';
import { SystemView } from './system-views.js';

/** One survey serves everybody for so long: many tabs ask no more of the system than one. */
const SHARED_MS = 1_000;

@ApiTags('gateway')
@Controller('api/gateway/system')
export class SystemController {
  private last: { readonly atMs: number; readonly view: Promise<SystemView> } | undefined;

  constructor(
    private readonly services: ServiceSurvey,
    private readonly servers: ServerSurvey,
    private readonly streams: StreamSurvey,
    private readonly clock: Clock,
  ) {}

  @Get()
  @RequiresScope('gateway:read')
  @ApiOperation({
    summary: 'Services, servers, streams and consumers at this moment',
    description: 'Whatever does not answer within 1.5 s is told as such. One answer serves everybody for a second.',
  })
  @ApiOkResponse({ type: SystemView })
  system(@Req() request: AuthenticatedRequest): Promise<SystemView> {
    const atMs = this.clock.now().getTime();
    if (this.last && atMs - this.last.atMs < SHARED_MS) return this.last.view;
    const view = this.survey(request.principal!);
    this.last = { atMs, view };
    return view;
  }

  private async survey(asker: Principal): Promise<SystemView> {
    const at = this.clock.now().toISOString();
    const [services, servers, streams] = await Promise.all([
      this.services.take(asker),
      this.servers.take(),
      this.streams.take(),
    ]);
    return {
      ...{ at, version: VERSION, servers, streams },
      services: services.map(({ service }) => service),
      consumers: services.flatMap(({ consumers }) => consumers),
    };
  }
}
