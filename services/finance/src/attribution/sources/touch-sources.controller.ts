import { Body, Controller, Delete, Get, HttpCode, Put, Query, Req } from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import {
  Clock,
  PageQuery,
  Problem,
  RequiresScope,
  toPage,
  type AuthenticatedRequest,
  type Page,
} from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { refused } from '../../requests/refused.js';
import { MarkQuery, TouchSourceBody, TouchSourcePageView } from './touch-source-requests.js';
import { normalMark, SOURCE_MATCHES, type Mark, type SourceMatch, type TouchSource } from './touch-source.js';
import { countOtherSources, deleteSource, listSources, putSource } from './touch-sources.store.js';

/** Campaigns, codes and links that are told apart; a shop with more has a list of something else. */
const MOST_SOURCES = 10_000;

@ApiTags('finance')
@Controller('api/finance/attribution/touch-sources')
export class TouchSourcesController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  @Get()
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'Who stands behind campaigns, codes and links; paged by cursor' })
  @ApiOkResponse({ type: TouchSourcePageView })
  async list(@Query() { cursor, limit }: PageQuery): Promise<Page<TouchSource>> {
    const after = cursor === undefined ? undefined : fromCursor(cursor);
    return toPage(await listSources(this.dataSource, limit + 1, after), limit, toCursor);
  }

  @Put()
  @RequiresScope('finance:write')
  @ApiOperation({
    summary: 'Say who stands behind a campaign, a code or a link',
    description: 'For visits that are told from now on; touches that are kept already keep what they were told as.',
  })
  @ApiOkResponse({ type: TouchSourceBody })
  @ApiUnprocessableEntityResponse({ description: 'It says nothing, or a field breaks a rule' })
  async put(@Body() body: TouchSourceBody, @Req() request: AuthenticatedRequest): Promise<TouchSource> {
    const source = { ...body, value: markValue(body.value, '/value') };
    const { agentId, personaId, channel, campaign, kind } = source;
    if (![agentId, personaId, channel, campaign, kind].some((said) => said !== undefined)) {
      throw refused('/agentId', 'is missing, and so are personaId, channel, campaign and kind: it would say nothing');
    }
    const changed = { by: request.principal!.actor, at: this.clock.now() };
    await this.dataSource.transaction(async (tx) => {
      if ((await countOtherSources(tx, source)) >= MOST_SOURCES)
        throw refused('', `would be more than ${MOST_SOURCES} sources`);
      await putSource(tx, source, changed);
    });
    return source;
  }

  @Delete()
  @HttpCode(204)
  @RequiresScope('finance:write')
  @ApiOperation({ summary: 'Nobody stands behind it any more' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ description: 'There is no such source' })
  async remove(@Query() { match, value }: MarkQuery): Promise<void> {
    if (await deleteSource(this.dataSource, { match, value: normalMark(value) })) return;
    throw new Problem(404, 'No such source', `Nobody stands behind the ${match} ${normalMark(value)}.`);
  }
}

function markValue(text: string, pointer: string): string {
  const value = normalMark(text);
  if (value === '') throw refused(pointer, 'must not be blank');
  return value;
}

const toCursor = ({ match, value }: Mark): string => Buffer.from(`${match} ${value}`).toString('base64url');

/** @throws Problem 400 for a cursor that no page gave */
function fromCursor(cursor: string): Mark {
  const text = Buffer.from(cursor, 'base64url').toString();
  const space = text.indexOf(' ');
  const [match, value] = [text.slice(0, space), text.slice(space + 1)];
  if ((SOURCE_MATCHES as readonly string[]).includes(match) && value !== '')
    return { match: match as SourceMatch, value };
  throw new Problem(400, 'Bad cursor', 'cursor must be one that a page gave.');
}
