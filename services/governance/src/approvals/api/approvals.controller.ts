import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { askApproval } from '@vividwalls/contracts';
import {
  ApiIdempotencyKey,
  keyedRequest,
  Problem,
  RequiresScope,
  type AuthenticatedRequest,
  type WrittenRequest,
} from '@vividwalls/platform';
import { refuseFacts } from '../../policies/policies.controller.js';
import type { Approval } from '../approval.js';
import { ApprovalAsking } from '../asking/approval-asking.js';
import { ApprovalDeciding, type Word } from '../deciding/approval-deciding.js';
import { ApprovalReading } from '../inbox/approval-reading.js';
import { AskBody, DelegateBody, InboxQuery, ApprovalReasonBody } from './approval-requests.js';
import {
  ApprovalAnswerView,
  approvalDetailView,
  ApprovalDetailView,
  ApprovalPageView,
  approvalView,
  InboxCountsView,
  inboxCountsView,
} from './approval-views.js';

const NOT_FOUND = { status: 404, description: 'There is no such approval' };
const NOT_THEIRS = { status: 403, description: 'You asked for it, are not among those who decide, or are no person' };
const TOO_LATE = { status: 409, description: 'It has ended: who decided, and how, is in `decidedBy` and `state`' };

@ApiTags('governance')
@Controller('api/governance/approvals')
export class ApprovalsController {
  constructor(
    private readonly asking: ApprovalAsking,
    private readonly deciding: ApprovalDeciding,
    private readonly reading: ApprovalReading,
  ) {}

  @Get()
  @RequiresScope('governance:read')
  @ApiOperation({
    summary: 'The inbox: what waits for people, or ended in a state, paged by cursor',
    description: '`mine` is what you may decide and have not yet; `order=soonest` shows first what expires first.',
  })
  @ApiOkResponse({ type: ApprovalPageView })
  @ApiResponse({ status: 400, description: 'No such filter or page' })
  async list(@Query() query: InboxQuery, @Req() request: AuthenticatedRequest): Promise<ApprovalPageView> {
    const { mine, ...asked } = query;
    const mayDecide = mine ? request.principal!.actor : undefined;
    const page = await this.reading.page({ ...asked, mayDecide });
    return { ...page, items: page.items.map(approvalView) };
  }

  @Get('counts')
  @RequiresScope('governance:read')
  @ApiOperation({ summary: 'How much waits, by act; how much of it is yours, and how much expires within an hour' })
  @ApiOkResponse({ type: InboxCountsView })
  async counts(@Req() request: AuthenticatedRequest): Promise<InboxCountsView> {
    return inboxCountsView(await this.reading.counts(request.principal!.actor));
  }

  @Get(':id')
  @RequiresScope('governance:read')
  @ApiOperation({ summary: 'One approval: what would change, why, by which policies, the votes and the trail' })
  @ApiOkResponse({ type: ApprovalDetailView })
  @ApiResponse(NOT_FOUND)
  show(@Param('id', ParseUUIDPipe) id: string, @Req() request: AuthenticatedRequest): Promise<ApprovalDetailView> {
    return this.detail(id, request);
  }

  @Post()
  @HttpCode(200)
  @RequiresScope('governance:write')
  @ApiOperation({
    summary: 'Ask whether an act may be done',
    description:
      'The same question under the same key has the same answer. Only `free` and `approved` are leave to act, and only for the ' +
      'digest that the answer names.',
  })
  @ApiOkResponse({ type: ApprovalAnswerView })
  @ApiResponse({ status: 409, description: 'The key was asked for something else before' })
  @ApiResponse({ status: 422, description: 'Facts that the act does not have, an address that may not be called …' })
  async ask(@Body() body: AskBody, @Req() request: AuthenticatedRequest): Promise<ApprovalAnswerView> {
    const question = { ...body, asker: request.principal!.actor };
    refuseFacts(askApproval.faultsOf(question));
    const answer = await this.asking.ask(question);
    if (answer.verdict === 'refused') refuseFacts([answer.reason]);
    if (answer.verdict === 'changed') {
      throw new Problem(409, 'Key in use', answer.reason, { approvalId: answer.approvalId });
    }
    return answer;
  }

  @Post(':id/approve')
  @HttpCode(200)
  @RequiresScope('governance:approve')
  @ApiOperation({ summary: 'Say yes; it is approved once as many different people have as the policies want' })
  @ApiIdempotencyKey()
  @ApiOkResponse({ type: ApprovalDetailView })
  @ApiResponse(NOT_THEIRS)
  @ApiResponse(NOT_FOUND)
  @ApiResponse(TOO_LATE)
  approve(@Param('id', ParseUUIDPipe) id: string, @Body() body: ApprovalReasonBody, @Req() request: WrittenRequest) {
    return this.after(this.deciding.vote(wordOf(id, body, request), 'approve'), request);
  }

  @Post(':id/reject')
  @HttpCode(200)
  @RequiresScope('governance:approve')
  @ApiOperation({ summary: 'Say no; one no is enough' })
  @ApiIdempotencyKey()
  @ApiOkResponse({ type: ApprovalDetailView })
  @ApiResponse(NOT_THEIRS)
  @ApiResponse(NOT_FOUND)
  @ApiResponse(TOO_LATE)
  reject(@Param('id', ParseUUIDPipe) id: string, @Body() body: ApprovalReasonBody, @Req() request: WrittenRequest) {
    return this.after(this.deciding.vote(wordOf(id, body, request), 'reject'), request);
  }

  @Post(':id/ask-changes')
  @HttpCode(200)
  @RequiresScope('governance:approve')
  @ApiOperation({ summary: 'Send it back to be changed: whoever asks may ask anew, under another key' })
  @ApiIdempotencyKey()
  @ApiOkResponse({ type: ApprovalDetailView })
  @ApiResponse(NOT_THEIRS)
  @ApiResponse(NOT_FOUND)
  @ApiResponse(TOO_LATE)
  askChanges(@Param('id', ParseUUIDPipe) id: string, @Body() body: ApprovalReasonBody, @Req() request: WrittenRequest) {
    return this.after(this.deciding.vote(wordOf(id, body, request), 'ask_changes'), request);
  }

  @Post(':id/delegate')
  @HttpCode(200)
  @RequiresScope('governance:approve')
  @ApiOperation({ summary: 'Hand it to another person, who may then decide too' })
  @ApiIdempotencyKey()
  @ApiOkResponse({ type: ApprovalDetailView })
  @ApiResponse(NOT_THEIRS)
  @ApiResponse(NOT_FOUND)
  @ApiResponse(TOO_LATE)
  @ApiResponse({ status: 422, description: 'No person, whoever asked, or somebody who may decide already' })
  delegate(@Param('id', ParseUUIDPipe) id: string, @Body() body: DelegateBody, @Req() request: WrittenRequest) {
    return this.after(this.deciding.delegate(wordOf(id, body, request), body.to), request);
  }

  @Post(':id/comment')
  @HttpCode(200)
  @RequiresScope('governance:write')
  @ApiOperation({ summary: 'Add a line to its trail; it goes on waiting' })
  @ApiIdempotencyKey()
  @ApiOkResponse({ type: ApprovalDetailView })
  @ApiResponse(NOT_FOUND)
  @ApiResponse(TOO_LATE)
  comment(@Param('id', ParseUUIDPipe) id: string, @Body() body: ApprovalReasonBody, @Req() request: WrittenRequest) {
    return this.after(this.deciding.comment(wordOf(id, body, request)), request);
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @RequiresScope('governance:write')
  @ApiOperation({ summary: 'End your own question: nobody need decide it any more' })
  @ApiIdempotencyKey()
  @ApiOkResponse({ type: ApprovalDetailView })
  @ApiResponse({ status: 403, description: 'Somebody else asked' })
  @ApiResponse(NOT_FOUND)
  @ApiResponse(TOO_LATE)
  withdraw(@Param('id', ParseUUIDPipe) id: string, @Body() body: ApprovalReasonBody, @Req() request: WrittenRequest) {
    return this.after(this.deciding.withdraw(wordOf(id, body, request)), request);
  }

  private async after(decided: Promise<Approval>, request: AuthenticatedRequest): Promise<ApprovalDetailView> {
    return this.detail((await decided).id, request);
  }

  private async detail(id: string, request: AuthenticatedRequest): Promise<ApprovalDetailView> {
    return approvalDetailView(await this.reading.details(id), request.principal!.actor);
  }
}

const wordOf = (id: string, { reason }: ApprovalReasonBody, request: WrittenRequest): Word => ({
  ...{ id, actor: request.principal!.actor, reason, keyed: keyedRequest(request) },
});
