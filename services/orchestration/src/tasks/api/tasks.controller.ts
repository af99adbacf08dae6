import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiIdempotencyKey,
  Clock,
  keyedRequest,
  RequiresScope,
  toPage,
  type AuthenticatedRequest,
  type WrittenRequest,
} from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { TaskActs } from '../acts/task-acts.js';
import { noSuchTask, unprocessable } from '../acts/task-problems.js';
import { TaskOrders, type OrderedBy } from '../acts/task-orders.js';
import { findTasks, listTasks } from '../record/task-rows.js';
import type { TaskRecord } from '../record/task-record.js';
import { AnswerBody, TaskBatchBody, TaskBody, TaskReasonBody, TasksQuery, TimelineQuery } from './task-requests.js';
import { readTaskWork, TaskWorkView } from './task-work-views.js';
import { TaskBatchView, TaskPageView, TaskView, taskView, TimelineView, type TimelineLineView } from './task-view.js';

const ENDED = { status: 409, description: 'Its state does not allow it; the detail says why' } as const;
const NO_SUCH = { status: 404, description: 'There is no such task' } as const;

@ApiTags('orchestration')
@Controller('api/orchestration/tasks')
export class TasksController {
  constructor(
    private readonly orders: TaskOrders,
    private readonly acts: TaskActs,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  @Post()
  @RequiresScope('orchestration:write')
  @ApiOperation({
    summary: 'Ask for work',
    description: 'The same key is the same task: whoever asks twice has asked once, and gets the task as it is.',
  })
  @ApiIdempotencyKey()
  @ApiBody({
    type: TaskBody,
    examples: {
      triage: {
        summary: 'A paid order',
        value: {
          ...{ capability: 'order.triage', subject: '6312457814', priority: 'high' },
          ...{ input: { orderId: '5512457811' }, context: { orderId: '5512457811', orderValueMinor: '250000' } },
        },
      },
      words: {
        summary: 'What routing must make sense of',
        value: { subject: '6312457814', input: {}, context: { text: 'We need twelve prints for our hotel lobby' } },
      },
    },
  })
  @ApiCreatedResponse({ type: TaskView })
  @ApiResponse({ status: 422, description: 'Not as the capability’s schema says, or no such capability or agent' })
  async create(@Body() body: TaskBody, @Req() request: WrittenRequest): Promise<TaskView> {
    return this.shown(await this.orders.take(body, orderedBy(request)));
  }

  @Post('batch')
  @RequiresScope('orchestration:write')
  @ApiOperation({
    summary: 'Ask for many pieces of work at once',
    description: 'All of them are taken, or none. Every fault is named by its place: `/tasks/3/input/orderId`.',
  })
  @ApiIdempotencyKey()
  @ApiBody({
    type: TaskBatchBody,
    examples: {
      triage: {
        summary: 'Two paid orders',
        value: {
          tasks: ['5512457811', '5512457812'].map((orderId) => ({
            ...{ key: `triage-${orderId}`, capability: 'order.triage', subject: orderId, input: { orderId } },
          })),
        },
      },
    },
  })
  @ApiCreatedResponse({ type: TaskBatchView })
  @ApiResponse({ status: 422, description: 'One of them can’t be taken, so that none was' })
  async createMany(@Body() { tasks }: TaskBatchBody, @Req() request: WrittenRequest): Promise<TaskBatchView> {
    return { items: await this.orders.takeAll(tasks, orderedBy(request)) };
  }

  @Get()
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'Tasks, newest first, paged by cursor' })
  @ApiOkResponse({ type: TaskPageView })
  async list(@Query() query: TasksQuery): Promise<TaskPageView> {
    const { state, waitsFor, agent, capability, subject, parent, overdue, orderLate, cursor, limit } = query;
    const now = this.clock.now();
    const filter = {
      ...{ states: state, waitsFor, agentId: agent, capability, subject, parentId: parent, cursor },
      overdueAt: overdue === 'true' ? now : undefined,
      orderLateAt: orderLate === 'true' ? now : undefined,
    };
    const page = toPage(await listTasks(this.dataSource, filter, limit + 1), limit, ({ id }) => id);
    return { ...page, items: page.items.map((task) => taskView(task, now)) };
  }

  @Get(':id')
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'One task' })
  @ApiOkResponse({ type: TaskView })
  @ApiResponse(NO_SUCH)
  async show(@Param('id', ParseUUIDPipe) id: string): Promise<TaskView> {
    const [task] = await findTasks(this.dataSource, [id]);
    if (!task) throw noSuchTask(id);
    return this.shown(task);
  }

  @Get(':id/timeline')
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'What happened to a task, oldest first, paged by cursor' })
  @ApiOkResponse({ type: TimelineView })
  @ApiResponse(NO_SUCH)
  async timeline(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { cursor, limit }: TimelineQuery,
  ): Promise<TimelineView> {
    const rows = await this.dataSource.query<(Omit<TimelineLineView, 'at'> & { readonly at: Date })[]>(
      `SELECT seq, at, move, state, waits_for AS "waitsFor", actor, note, facts FROM task_timeline
       WHERE task_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
      [id, Number(cursor ?? 0), limit + 1],
    );
    if (rows.length === 0 && cursor === undefined) throw noSuchTask(id);
    const page = toPage(rows, limit, ({ seq }) => String(seq));
    return { ...page, items: page.items.map((row) => ({ ...row, at: row.at.toISOString() })) };
  }

  @Get(':id/work')
  @RequiresScope('orchestration:read')
  @ApiOperation({ summary: 'What a task’s work has come to: the steps of its playbook, and the money it asked for' })
  @ApiOkResponse({ type: TaskWorkView })
  @ApiResponse(NO_SUCH)
  async progress(@Param('id', ParseUUIDPipe) id: string): Promise<TaskWorkView> {
    const [task] = await findTasks(this.dataSource, [id]);
    if (!task) throw noSuchTask(id);
    return readTaskWork(this.dataSource, id);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @RequiresScope('orchestration:write')
  @ApiOperation({
    summary: 'Cancel a task',
    description: 'At once when nobody has it; whoever works on it is told to stop, and what was done is taken back.',
  })
  @ApiOkResponse({ type: TaskView })
  @ApiResponse(NO_SUCH)
  @ApiResponse(ENDED)
  async cancel(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: TaskReasonBody,
    @Req() request: AuthenticatedRequest,
  ): Promise<TaskView> {
    return this.shown(await this.acts.cancel(id, { by: request.principal!.actor, reason }));
  }

  @Post(':id/answer')
  @HttpCode(200)
  @RequiresScope('orchestration:write')
  @ApiOperation({
    summary: 'Answer a task’s questions, or say what a person has done for it',
    description: 'Either `clarifications` or `output`, which is checked against the capability’s schema.',
  })
  @ApiBody({
    type: AnswerBody,
    examples: {
      questions: { value: { clarifications: { 'Which order is it about?': '5512457811' } } },
      done: { value: { output: { approved: true } } },
    },
  })
  @ApiOkResponse({ type: TaskView })
  @ApiResponse({ status: 403, description: 'A person must answer' })
  @ApiResponse(NO_SUCH)
  @ApiResponse(ENDED)
  @ApiResponse({ status: 422, description: 'Not asked, or not what the capability promises' })
  async answer(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { clarifications, output }: AnswerBody,
    @Req() request: AuthenticatedRequest,
  ): Promise<TaskView> {
    const { actor } = request.principal!;
    if ((clarifications === undefined) === (output === undefined))
      throw unprocessable([{ pointer: '', message: 'must have either clarifications or output' }]);
    const wrong = Object.entries(clarifications ?? {}).filter(([, answer]) => typeof answer !== 'string');
    if (wrong.length > 0)
      throw unprocessable(
        wrong.map(([question]) => ({ pointer: `/clarifications/${question}`, message: 'must be text' })),
      );
    const task = clarifications
      ? await this.acts.clarify(id, clarifications, actor)
      : await this.acts.finish(id, output!, actor);
    return this.shown(task);
  }

  @Post(':id/retry')
  @RequiresScope('orchestration:write')
  @ApiOperation({ summary: 'Do the work of a task that ended without success once more, as a new task' })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ type: TaskView, description: 'The new task; retryOf names the old one' })
  @ApiResponse(NO_SUCH)
  @ApiResponse(ENDED)
  async retry(@Param('id', ParseUUIDPipe) id: string, @Req() request: WrittenRequest): Promise<TaskView> {
    return this.shown(await this.acts.retry(id, request.principal!.actor, keyedRequest(request)));
  }

  private shown(task: TaskRecord): TaskView {
    return taskView(task, this.clock.now());
  }
}

function orderedBy(request: WrittenRequest): OrderedBy {
  const { traceparent } = request.headers;
  const trace = typeof traceparent === 'string' ? { traceparent } : {};
  return { by: request.principal!.actor, keyed: keyedRequest(request), ...trace };
}
