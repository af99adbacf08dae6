import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Req,
  type Type,
} from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { MessagingRuntime, ReplayRefused, ReplayUnderWay, type Replays } from '@vividwalls/messaging';
import type { AuthenticatedRequest } from '../auth/principal.js';
import { RequiresScope } from '../auth/requires-scope.js';
import { toPage } from '../http/page.js';
import { asProblem } from '../http/as-problem.js';
import { Problem } from '../http/problem.js';
import { named } from './named-controller.js';
import { ReplayBody, ReplayOriginBody, ReplayQuery } from './operator-requests.js';
import { ReplayPageView, ReplayView } from './operator-views.js';
import { originOf } from './replay-origin.js';

/** Visible ASCII, as clients make it from a UUID. */
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/** The replays of one service's read models; its path and its scopes bear the service's name. */
export function replaysController(service: string): Type {
  @ApiTags(service)
  @Controller(`api/${service}/messaging/replays`)
  @ApiExtraModels(ReplayOriginBody)
  class ReplaysController {
    constructor(@Inject(MessagingRuntime) private readonly messaging: MessagingRuntime) {}

    @Post()
    @HttpCode(202)
    @RequiresScope(`${service}:operate`)
    @ApiOperation({
      summary: 'Rebuild a read model from its events',
      description:
        'Built beside the one in use and put in its place at the end; until then nothing changes. It goes on by itself: ' +
        'follow it under replays/:id.',
    })
    @ApiHeader({ name: 'idempotency-key', required: false, description: 'The same key starts one replay' })
    @ApiResponse({ status: 202, description: 'It has begun', type: ReplayView })
    @ApiResponse({ status: 409, description: 'Another replay of this service is under way' })
    @ApiResponse({ status: 422, description: 'No such read model, or no such beginning' })
    async start(
      @Body() { model, from, reason, skipFailed }: ReplayBody,
      @Req() request: AuthenticatedRequest,
      @Headers('idempotency-key') key?: string,
    ): Promise<ReplayView> {
      if (key !== undefined && !IDEMPOTENCY_KEY.test(key)) {
        throw new Problem(400, 'Bad header', 'Idempotency-Key must be 1 to 255 visible characters.');
      }
      const { actor } = request.principal!;
      const asked = { from: originOf(from), reason, skipFailed, actor, ...(key && { idempotencyKey: key }) };
      return this.show(await asProblem(this.replays.start(model, asked), refusal));
    }

    @Get()
    @RequiresScope(`${service}:read`)
    @ApiOperation({ summary: 'Replays, newest first, paged by cursor' })
    @ApiOkResponse({ type: ReplayPageView })
    async list(@Query() { cursor, limit }: ReplayQuery): Promise<ReplayPageView> {
      return toPage(await this.replays.list(limit + 1, cursor), limit, ({ id }) => id) as ReplayPageView;
    }

    @Get(':id')
    @RequiresScope(`${service}:read`)
    @ApiOperation({ summary: 'How far a replay has come, or how it ended' })
    @ApiOkResponse({ type: ReplayView })
    @ApiResponse({ status: 404, description: 'There is no such replay' })
    async show(@Param('id', ParseUUIDPipe) id: string): Promise<ReplayView> {
      const record = await this.replays.find(id);
      if (!record) throw new Problem(404, 'No such replay', `This service knows no replay ${id}.`);
      return record as ReplayView;
    }

    @Post(':id/abort')
    @HttpCode(202)
    @RequiresScope(`${service}:operate`)
    @ApiOperation({ summary: 'End a replay without any change; it takes a moment' })
    @ApiResponse({ status: 202, description: 'It is asked to end', type: ReplayView })
    @ApiResponse({ status: 404, description: 'There is no such replay' })
    @ApiResponse({ status: 409, description: 'It has ended already' })
    async abort(@Param('id', ParseUUIDPipe) id: string, @Req() request: AuthenticatedRequest): Promise<ReplayView> {
      const isAsked = await this.replays.abort(id, request.principal!.actor);
      const record = await this.show(id);
      if (!isAsked) throw new Problem(409, 'Already ended', `Replay ${id} is ${record.phase}.`);
      return record;
    }

    private get replays(): Replays {
      return this.messaging.replays;
    }
  }
  return named(service, ReplaysController);
}

function refusal(error: unknown): Problem | undefined {
  if (error instanceof ReplayRefused) return new Problem(422, 'Not to be replayed', error.message);
  if (error instanceof ReplayUnderWay) return new Problem(409, 'Replay under way', error.message);
  return undefined;
}
