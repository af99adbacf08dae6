import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  findLetter,
  LetterDesk,
  letterCursorOf,
  LetterRefused,
  listLetters,
  summariseLetters,
  UnitOfWork,
} from '@vividwalls/messaging';
import { RequiresScope, toPage, type AuthenticatedRequest } from '@vividwalls/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { atTheDesk } from './letter-problems.js';
import { DeadLetterQuery, DeadLetterSummaryQuery, filterOf } from './dead-letter-query.js';
import { DecisionBody, RedriveBody } from './dead-letter-requests.js';
import { LetterPageView, LetterSummaryView, LetterView } from './dead-letter-views.js';

@ApiTags('gateway')
@Controller('api/gateway/dead-letters')
export class DeadLettersController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly desk: LetterDesk,
  ) {}

  @Get()
  @RequiresScope('gateway:read')
  @ApiOperation({ summary: 'Events that a consumer could not handle; newest first, paged by cursor' })
  @ApiOkResponse({ type: LetterPageView })
  async list(@Query() query: DeadLetterQuery): Promise<LetterPageView> {
    const { cursor, limit } = query;
    const letters = await listLetters(this.dataSource, filterOf(query), {
      limit: limit + 1,
      ...(cursor && { cursor }),
    });
    return toPage(letters, limit, letterCursorOf) as LetterPageView;
  }

  @Get('summary')
  @RequiresScope('gateway:read')
  @ApiOperation({ summary: 'How many there are, by state, consumer, type and reason' })
  @ApiOkResponse({ type: LetterSummaryView })
  async summary(@Query() query: DeadLetterSummaryQuery): Promise<LetterSummaryView> {
    return { items: await summariseLetters(this.dataSource, filterOf(query)) };
  }

  @Get(':id')
  @RequiresScope('gateway:read')
  @ApiOperation({ summary: 'One dead letter with its error and its message' })
  @ApiOkResponse({ type: LetterView })
  @ApiResponse({ status: 404, description: 'There is no such letter' })
  show(@Param('id', ParseUUIDPipe) id: string): Promise<LetterView> {
    return atTheDesk(letterOf(this.dataSource.manager, id));
  }

  @Post(':id/redrive')
  @HttpCode(200)
  @RequiresScope('gateway:operate')
  @ApiOperation({
    summary: 'Send a letter to its consumer again, as it was or mended',
    description:
      'Only the consumer that failed gets it. What becomes of it is told by its state: handled, or failed again with the ' +
      'letter of the next failure. Mended data is checked by the rules of its event.',
  })
  @ApiOkResponse({ type: LetterView })
  @ApiResponse({ status: 404, description: 'There is no such letter' })
  @ApiResponse({ status: 409, description: 'It is not open any more, or its message cannot be sent as it is' })
  @ApiResponse({ status: 422, description: 'The mended event has faults; every one is named by its JSON pointer' })
  redrive(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason, data, envelope }: RedriveBody,
    @Req() request: AuthenticatedRequest,
  ): Promise<LetterView> {
    const order = { reason, actor: request.principal!.actor, data, envelope };
    return this.decide(id, (tx) => this.desk.redrive(tx, id, order));
  }

  @Post(':id/discard')
  @HttpCode(200)
  @RequiresScope('gateway:operate')
  @ApiOperation({ summary: 'Decide that an event shall have no effect in its consumer; final' })
  @ApiOkResponse({ type: LetterView })
  @ApiResponse({ status: 404, description: 'There is no such letter' })
  @ApiResponse({ status: 409, description: 'It is not open any more' })
  discard(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: DecisionBody,
    @Req() request: AuthenticatedRequest,
  ): Promise<LetterView> {
    const order = { reason, actor: request.principal!.actor };
    return this.decide(id, (tx) => this.desk.discard(tx, id, order));
  }

  /** An act and what the letter is after it, in one transaction. */
  private decide(id: string, act: (tx: EntityManager) => Promise<void>): Promise<LetterView> {
    return atTheDesk(
      this.unitOfWork.run(async (tx) => {
        await act(tx);
        return letterOf(tx, id);
      }),
    );
  }
}

async function letterOf(database: EntityManager, id: string): Promise<LetterView> {
  const letter = await findLetter(database, id);
  if (!letter) throw new LetterRefused('unknown', `There is no dead letter ${id}.`);
  return letter;
}
