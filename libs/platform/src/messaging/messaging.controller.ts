import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Req,
  Res,
  type Type,
} from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { OutboxUnparked } from '@vividwalls/events';
import {
  MessagingRuntime,
  Outbox,
  parkedRows,
  UnitOfWork,
  unpark,
  waitingCursorOf,
  waitingEvents,
} from '@vividwalls/messaging';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import type { AuthenticatedRequest } from '../auth/principal.js';
import { RequiresScope } from '../auth/requires-scope.js';
import { toPage } from '../http/page.js';
import { asProblem } from '../http/as-problem.js';
import { Problem } from '../http/problem.js';
import { named } from './named-controller.js';
import { OperatorBody, ParkedQuery, RepublishBody, WaitingQuery } from './operator-requests.js';
import {
  ParkedPageView,
  RepublicationView,
  RepublishCountView,
  WaitingEventPageView,
  waitingView,
  type ParkedView,
} from './operator-views.js';
import { RepublicationUnderWay, Republisher, SpanRefused } from './republisher.js';
import { MessagingStatusView } from './status-view.js';

/** No row has a number of more digits. */
const OUTBOX_ID = /^[1-9][0-9]{0,17}$/;

/** What operators see of one service's messaging, and do to it; its path and its scopes bear the service's name. */
export function messagingController(service: string): Type {
  @ApiTags(service)
  @Controller(`api/${service}/messaging`)
  @ApiExtraModels(RepublishCountView)
  class MessagingController {
    constructor(
      @Inject(MessagingRuntime) private readonly messaging: MessagingRuntime,
      @Inject(DataSource) private readonly dataSource: DataSource,
      @Inject(Outbox) private readonly outbox: Outbox,
      @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
      @Inject(Republisher) private readonly republisher: Republisher,
    ) {}

    @Get('status')
    @RequiresScope(`${service}:read`)
    @ApiOperation({ summary: 'Relay, consumers, read models and circuit breakers of this process' })
    @ApiOkResponse({ type: MessagingStatusView })
    status(): Promise<MessagingStatusView> {
      return this.messaging.status() as Promise<MessagingStatusView>;
    }

    @Get('parked')
    @RequiresScope(`${service}:read`)
    @ApiOperation({ summary: 'Events that the broker refused; oldest first, paged by cursor' })
    @ApiOkResponse({ type: ParkedPageView })
    async parked(@Query() { cursor = '0', limit }: ParkedQuery): Promise<ParkedPageView> {
      const rows = await parkedRows(this.dataSource, cursor, limit + 1);
      const items = rows.map((row): ParkedView => ({ ...row, parkedAt: row.parkedAt.toISOString() }));
      return toPage(items, limit, ({ outboxId }) => outboxId) as ParkedPageView;
    }

    @Get('waiting')
    @RequiresScope(`${service}:read`)
    @ApiOperation({
      summary: 'Events whose cause has not come yet; those that have waited longest first, paged by cursor',
      description: 'They are tried again by themselves, and become dead letters at the end of their wait.',
    })
    @ApiOkResponse({ type: WaitingEventPageView })
    async waiting(@Query() { cursor, limit }: WaitingQuery): Promise<WaitingEventPageView> {
      const events = await waitingEvents(this.dataSource, { limit: limit + 1, ...(cursor && { cursor }) });
      const { items, ...more } = toPage(events, limit, waitingCursorOf);
      return { items: items.map(waitingView), ...more };
    }

    @Post('parked/:id/retry')
    @HttpCode(200)
    @RequiresScope(`${service}:operate`)
    @ApiOperation({ summary: 'Give a parked event another chance, under the same message id' })
    @ApiOkResponse({ description: 'It is in the outbox again' })
    @ApiResponse({ status: 404, description: 'No such row is parked' })
    async retry(
      @Param('id') outboxId: string,
      @Body() { reason }: OperatorBody,
      @Req() request: AuthenticatedRequest,
    ): Promise<{ messageId: string }> {
      const row = OUTBOX_ID.test(outboxId) ? await this.parkedRow(outboxId) : undefined;
      if (!row) throw notParked(outboxId);
      const { messageId } = row;
      const data: OutboxUnparked = { service, outboxId, messageId, reason };
      const { actor } = request.principal!;
      await this.unitOfWork.run(async (tx) => {
        if (!(await unpark(tx, outboxId))) throw notParked(outboxId);
        await this.outbox.append(tx, [{ event: OutboxUnparked, subject: messageId, data, actor }]);
      });
      return { messageId };
    }

    @Post('republications')
    @HttpCode(202)
    @RequiresScope(`${service}:operate`)
    @ApiOperation({
      summary: 'Publish a span of past events again, from the outbox archive',
      description:
        'For a stream that was lost: every consumer recognises what it has handled. With dryRun it only counts. Otherwise ' +
        'it goes on by itself in this process; follow it under republications/:id.',
    })
    @ApiResponse({ status: 200, description: 'A dry run', schema: { $ref: getSchemaPath(RepublishCountView) } })
    @ApiResponse({ status: 202, description: 'It has begun', type: RepublicationView })
    @ApiResponse({ status: 409, description: 'Another one is under way' })
    @ApiResponse({ status: 422, description: 'The span is none, or holds too many events' })
    async republish(
      @Body() { from, until, reason, dryRun }: RepublishBody,
      @Req() request: AuthenticatedRequest,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<RepublicationView | RepublishCountView> {
      const span = { from: new Date(from), ...(until !== undefined && { until: new Date(until) }) };
      if (!dryRun)
        return asProblem(this.republisher.start({ ...span, reason, actor: request.principal!.actor }), refusal);
      reply.status(200);
      return { dryRun, total: await asProblem(this.republisher.count(span.from, span.until), refusal) };
    }

    @Get('republications/:id')
    @RequiresScope(`${service}:read`)
    @ApiOperation({ summary: 'How far a republication has come' })
    @ApiOkResponse({ type: RepublicationView })
    @ApiResponse({ status: 404, description: 'This process does not know it; asking for it again does no harm' })
    republication(@Param('id', ParseUUIDPipe) id: string): RepublicationView {
      const found = this.republisher.find(id);
      if (found) return found;
      throw new Problem(404, 'No such republication', `This process knows no republication ${id}.`);
    }

    @Post('republications/:id/abort')
    @HttpCode(200)
    @RequiresScope(`${service}:operate`)
    @ApiOperation({ summary: 'End a republication; what was published stays published' })
    @ApiOkResponse({ type: RepublicationView })
    @ApiResponse({ status: 409, description: 'It has ended already' })
    async abort(@Param('id', ParseUUIDPipe) id: string): Promise<RepublicationView> {
      const isEnded = await this.republisher.abort(id);
      const found = this.republication(id);
      if (!isEnded) throw new Problem(409, 'Already ended', `Republication ${id} is ${found.state}.`);
      return found;
    }

    private async parkedRow(outboxId: string) {
      const [row] = await parkedRows(this.dataSource, (BigInt(outboxId) - 1n).toString(), 1);
      return row?.outboxId === outboxId ? row : undefined;
    }
  }
  return named(service, MessagingController);
}

function refusal(error: unknown): Problem | undefined {
  if (error instanceof RepublicationUnderWay) return new Problem(409, 'Republication under way', error.message);
  if (error instanceof SpanRefused) return new Problem(422, 'Not to be published', error.message);
  return undefined;
}

const notParked = (outboxId: string) => new Problem(404, 'Not parked', `No row ${outboxId.slice(0, 40)} is parked.`);
