import {
  applyDecorators,
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import {
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import {
  abortLetterJob,
  countLetters,
  findLetterJob,
  LetterDesk,
  LetterRefused,
  listLetterJobs,
  listLetters,
  outcomesOfJobs,
  requestLetterJob,
  summariseLetters,
  UnitOfWork,
  type LetterFilter,
  type LetterJob,
  type LetterJobKind,
} from '@vividwalls/messaging';
import { PageQuery, Problem, RequiresScope, toPage, type AuthenticatedRequest } from '@vividwalls/platform';
import { IsOptional, IsUUID } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { atTheDesk } from './letter-problems.js';
import { DeadLetterJobs } from './dead-letter-jobs.js';
import { filterOf } from './dead-letter-query.js';
import { BulkBody, DecisionBody } from './dead-letter-requests.js';
import { DryRunView, jobView, LetterJobPageView, LetterJobView } from './job-views.js';

/** Enough to recognise what a filter matches. */
const SHOWN_BEFORE = 5;

/** Visible ASCII, as clients make it from a UUID. */
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

class JobQuery extends PageQuery {
  @IsOptional() @IsUUID('all', { message: 'cursor must be one that a page gave' }) declare cursor?: string;
}

const Bulk = (summary: string) =>
  applyDecorators(
    HttpCode(202),
    RequiresScope('gateway:operate'),
    ApiOperation({
      summary,
      description:
        'With dryRun it only counts. Otherwise it makes a job that touches the letters which are open and match now, oldest ' +
        'first and no faster than ratePerSecond; follow it under jobs/:id.',
    }),
    ApiHeader({ name: 'idempotency-key', required: false, description: 'The same key makes one job' }),
    ApiExtraModels(DryRunView),
    ApiResponse({ status: 200, description: 'A dry run', schema: { $ref: getSchemaPath(DryRunView) } }),
    ApiResponse({ status: 202, description: 'The job', type: LetterJobView }),
    ApiResponse({ status: 422, description: 'Too many letters, or the idempotency key belongs to another request' }),
  );

@ApiTags('gateway')
@Controller('api/gateway/dead-letters')
export class DeadLetterJobsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly desk: LetterDesk,
    private readonly jobs: DeadLetterJobs,
  ) {}

  @Post('redrives')
  @Bulk('Redrive all open letters that match a filter')
  redrives(
    @Body() body: BulkBody,
    @Req() request: AuthenticatedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('idempotency-key') key?: string,
  ): Promise<DryRunView | LetterJobView> {
    return this.bulk('redrive', body, request, reply, key);
  }

  @Post('discards')
  @Bulk('Discard all open letters that match a filter')
  discards(
    @Body() body: BulkBody,
    @Req() request: AuthenticatedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('idempotency-key') key?: string,
  ): Promise<DryRunView | LetterJobView> {
    return this.bulk('discard', body, request, reply, key);
  }

  @Get('jobs')
  @RequiresScope('gateway:read')
  @ApiOperation({ summary: 'Jobs over dead letters, newest first, paged by cursor' })
  @ApiOkResponse({ type: LetterJobPageView })
  async list(@Query() { cursor, limit }: JobQuery): Promise<LetterJobPageView> {
    const jobs = await listLetterJobs(this.dataSource, { limit: limit + 1, ...(cursor && { cursor }) });
    const views = await this.views(jobs);
    return toPage(views, limit, ({ id }) => id) as LetterJobPageView;
  }

  @Get('jobs/:id')
  @RequiresScope('gateway:read')
  @ApiOperation({ summary: 'How far a job is' })
  @ApiOkResponse({ type: LetterJobView })
  @ApiResponse({ status: 404, description: 'There is no such job' })
  async show(@Param('id', ParseUUIDPipe) id: string): Promise<LetterJobView> {
    const job = await findLetterJob(this.dataSource, id);
    if (!job) return atTheDesk(Promise.reject(new LetterRefused('unknown', `There is no job ${id}.`)));
    return (await this.views([job]))[0]!;
  }

  @Post('jobs/:id/abort')
  @HttpCode(200)
  @RequiresScope('gateway:operate')
  @ApiOperation({ summary: 'End a job now; not one letter more is touched, and what it has done stays done' })
  @ApiOkResponse({ type: LetterJobView })
  @ApiResponse({ status: 404, description: 'There is no such job' })
  @ApiResponse({ status: 409, description: 'It has ended already' })
  async abort(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: DecisionBody,
    @Req() request: AuthenticatedRequest,
  ): Promise<LetterJobView> {
    const order = { reason, actor: request.principal!.actor };
    const aborted = this.unitOfWork.run((tx) => abortLetterJob(tx, this.desk.settings, id, order));
    return (await this.views([await atTheDesk(aborted)]))[0]!;
  }

  private async views(jobs: readonly LetterJob[]): Promise<LetterJobView[]> {
    const ids = jobs.filter(({ kind }) => kind === 'redrive').map(({ id }) => id);
    const outcomes = await outcomesOfJobs(this.dataSource, ids);
    return jobs.map((job) => jobView(job, outcomes.get(job.id)));
  }

  private async bulk(
    kind: LetterJobKind,
    { filter: given, reason, dryRun, ratePerSecond }: BulkBody,
    request: AuthenticatedRequest,
    reply: FastifyReply,
    idempotencyKey: string | undefined,
  ): Promise<DryRunView | LetterJobView> {
    const filter = filterOf(given);
    if (dryRun) {
      reply.status(200);
      return this.dryRun({ ...filter, state: 'open' });
    }
    if (idempotencyKey !== undefined && !IDEMPOTENCY_KEY.test(idempotencyKey)) {
      throw new Problem(400, 'Bad header', 'Idempotency-Key must be 1 to 255 visible characters.');
    }
    const { actor } = request.principal!;
    const order = { kind, filter, reason, actor, ratePerSecond, ...(idempotencyKey && { idempotencyKey }) };
    const job = await atTheDesk(this.unitOfWork.run((tx) => requestLetterJob(tx, this.desk.settings, order)));
    this.jobs.wake();
    // The same key again is the job of before.
    return (await this.views([job]))[0]!;
  }

  private async dryRun(filter: LetterFilter): Promise<DryRunView> {
    const [total, groups, first] = await Promise.all([
      countLetters(this.dataSource, filter),
      summariseLetters(this.dataSource, filter),
      listLetters(this.dataSource, filter, { limit: SHOWN_BEFORE, order: 'ASC' }),
    ]);
    return { dryRun: true, total, groups, first };
  }
}
