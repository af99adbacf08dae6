import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { UnitOfWork } from '@vividwalls/messaging';
import {
  ApiIdempotencyKey,
  Clock,
  keyedRequest,
  once,
  RequiresScope,
  type Page,
  type WrittenRequest,
} from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { assertNotInFuture, refused } from '../requests/refused.js';
import { requestedBy } from '../requests/requested-by.js';
import { CostBook } from './cost-book.service.js';
import { CostsQuery, CostView, NewCostBody } from './cost-requests.js';
import { findCosts } from './costs.queries.js';

@ApiTags('finance')
@Controller('api/finance/costs')
export class CostsController {
  constructor(
    private readonly book: CostBook,
    private readonly unitOfWork: UnitOfWork,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  @Get()
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'What the shop’s work cost, as reported; newest first, paged by cursor' })
  @ApiOkResponse({ type: [CostView] })
  list(@Query() query: CostsQuery): Promise<Page<CostView>> {
    return findCosts(this.dataSource, query);
  }

  @Post()
  @RequiresScope('finance:write')
  @ApiOperation({
    summary: 'Book a cost that no agent reports',
    description: 'With an `externalRef` the same cost is booked once; without one, send an Idempotency-Key.',
  })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ schema: { example: { id: '019abf2e-0c55-7d3c-9d0a-5b1f3c1f8a11', isNew: true } } })
  @ApiUnprocessableEntityResponse({ description: 'A field breaks a rule; nothing was booked' })
  create(@Body() body: NewCostBody, @Req() request: WrittenRequest): Promise<{ id: string; isNew: boolean }> {
    if (BigInt(body.amountMinor) === 0n) throw refused('/amountMinor', 'must not be zero');
    if (body.paid && body.amountMinor.startsWith('-')) throw refused('/paid', 'is not for what is given back');
    assertNotInFuture('/occurredAt', body.occurredAt, this.clock.now());
    const id = uuidv7();
    const cost = {
      ...{ ...body, id, amountMinor: BigInt(body.amountMinor), book: 'real' as const },
      occurredAt: new Date(body.occurredAt).toISOString(),
      paid: body.paid && { amountMinor: BigInt(body.paid.amountMinor), currency: body.paid.currency },
      because: requestedBy(request),
    };
    return this.unitOfWork.run((tx) =>
      once(tx, keyedRequest(request), this.clock.now(), async () => {
        const booked = await this.book.record(tx, [cost]);
        return { id, isNew: booked.length > 0 };
      }),
    );
  }
}
