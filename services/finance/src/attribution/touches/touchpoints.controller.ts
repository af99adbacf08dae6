import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { UnitOfWork } from '@vividwalls/messaging';
import { Clock, RequiresScope, type AuthenticatedRequest, type Page } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { refused } from '../../requests/refused.js';
import { requestedBy } from '../../requests/requested-by.js';
import { LateTouches } from '../late/late-touches.service.js';
import { interactionTouch } from './interaction-touch.js';
import { faultOfTime } from './touch-limits.js';
import { keepTouches } from './touch-store.js';
import { TouchpointBody, TouchpointPageView, TouchpointsQuery, TouchpointView } from './touchpoint-requests.js';
import { findTouchpoints } from './touchpoints.queries.js';

@ApiTags('finance')
@Controller('api/finance/touchpoints')
export class TouchpointsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly late: LateTouches,
  ) {}

  @Post()
  @RequiresScope('finance:write')
  @ApiOperation({
    summary: 'Tell of a touch',
    description:
      'Its id is made of what it says, so that the same touch told twice is one. Open orders of the customer are looked at again.',
  })
  @ApiCreatedResponse({ type: TouchpointView })
  @ApiUnprocessableEntityResponse({ description: 'It is in the future, reached nobody known, or breaks another rule' })
  async tell(@Body() body: TouchpointBody, @Req() request: AuthenticatedRequest): Promise<TouchpointView> {
    const now = this.clock.now();
    if (Number.isNaN(Date.parse(body.occurredAt))) throw refused('/occurredAt', 'is no time that there is');
    const touch = interactionTouch(body, body);
    const fault = faultOfTime(touch.occurredAt, now);
    if (fault) throw refused('/occurredAt', fault);
    if (touch.keys.length === 0) {
      const names = 'customerId, emailHash, checkoutToken, cartToken, sessionId';
      throw refused('/customerId', `is missing, and so are the others: one of ${names} must tell whom it reached`);
    }
    await this.unitOfWork.run((tx) => keepTouches(tx, [{ touch, because: requestedBy(request) }], now));
    this.late.expect();
    const { id, source, agentId, personaId, channel, campaign, kind, occurredAt, test, shop } = touch;
    return {
      ...{
        id,
        source,
        agentId: agentId ?? null,
        personaId: personaId ?? null,
        channel,
        campaign: campaign ?? null,
        kind,
      },
      ...{ occurredAt, recordedAt: now.toISOString(), test, shop },
    };
  }

  @Get()
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'Touches, newest first, paged by cursor' })
  @ApiOkResponse({ type: TouchpointPageView })
  list(@Query() query: TouchpointsQuery): Promise<Page<TouchpointView>> {
    return findTouchpoints(this.dataSource, query);
  }
}
