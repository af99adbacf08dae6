import { actorWords } from '../../format/actors';
import { formatDuration, formatNumber } from '../../format/numbers';
import { Badge } from '../../ui/badge';
import { Card } from '../../ui/card';
import { Id } from '../../ui/code';
import { Fact, Facts } from '../../ui/facts';
import { Money, Unknown } from '../../ui/money';
import { ActorName, AgentLink, OrderLink, PlaceLink, StoryLink } from '../../ui/place-links';
import { Time } from '../../ui/time';
import { StateBadge } from './state-badge';
import { orderOfTask } from './task-order';
import { runMs } from './task-columns';
import type { TaskView } from './tasks-search';
import { AsPersona } from './as-persona';

/** What a task is, who has it, how long it took and what it cost. */
export function TaskFacts({ task }: { readonly task: TaskView }) {
  const { subject, priority, requestedBy, agentId, personaId, createdAt, startedAt, endedAt, dueAt, error } = task;
  const { currency, actualMinor, reservedMinor, tokens, correlationId, key, mode, test, approvalId, approvedBy } = task;
  const ms = runMs(task);
  const order = orderOfTask(task);
  return (
    <Card title="What it is">
      <div className="flex flex-col gap-3">
        <div className="flex flex-wrap gap-1">
          <StateBadge task={task} />
          {mode === 'propose' && <Badge tone="info">only proposes</Badge>}
          {test && <Badge>test</Badge>}
          {task.cancelRequested && endedAt === null && <Badge tone="warn">told to stop</Badge>}
        </div>
        {error && (
          <p className="rounded-md bg-bad-soft px-3 py-2 break-words">
            <span className="font-medium text-bad">{error.code.replaceAll('_', ' ')}</span>: {error.message}
          </p>
        )}
        <Facts>
          {order !== subject && <Fact name="Subject">{subject}</Fact>}
          {order !== undefined && (
            <Fact name="Order">
              <OrderLink id={order} />
            </Fact>
          )}
          <Fact name="Agent">
            {agentId === null ? (
              <span className="text-ink-3">nobody yet</span>
            ) : (
              <>
                <AgentLink id={agentId} />
                <AsPersona agentId={agentId} personaId={personaId} />
              </>
            )}
          </Fact>
          <Fact name="Asked by">
            <ActorName actor={requestedBy} />
          </Fact>
          <Fact name="Asked">
            <Time at={createdAt} as="exact" />
          </Fact>
          <Fact name="Began">
            <Time at={startedAt} as="exact" />
          </Fact>
          <Fact name="Ended">
            <Time at={endedAt} as="exact" />
          </Fact>
          <Fact name="Took">{ms === undefined ? <Unknown /> : formatDuration(ms)}</Fact>
          {dueAt !== null && (
            <Fact name="Due">
              <Time at={dueAt} as="exact" />
            </Fact>
          )}
          <Fact name="Priority">{priority}</Fact>
          <Fact name="Cost">
            {currency === null ? (
              <span className="text-ink-3">no money was asked for</span>
            ) : (
              <>
                <Money
                  minor={actualMinor}
                  currency={currency}
                  reason={
                    endedAt === null
                      ? 'it has not ended yet'
                      : reservedMinor === null
                        ? 'none was reserved'
                        : 'not counted'
                  }
                />
                {reservedMinor !== null && (
                  <span className="text-[13px] text-ink-3">
                    {' '}
                    of <Money minor={reservedMinor} currency={currency} /> held
                  </span>
                )}
              </>
            )}
          </Fact>
          {tokens !== null && <Fact name="Tokens">{formatNumber(tokens)}</Fact>}
          {approvalId !== null && (
            <Fact name="Approval">
              <PlaceLink to={`/approvals/${approvalId}`}>
                {approvedBy === null ? 'the question' : `approved by ${actorWords(approvedBy)}`}
              </PlaceLink>
            </Fact>
          )}
          {task.compensation !== 'none' && <Fact name="Undone">{COMPENSATION[task.compensation]}</Fact>}
          <Fact name="Whole story">
            <StoryLink id={correlationId}>every event of it</StoryLink>
          </Fact>
          <Fact name="Key">
            <Id length={36}>{key}</Id>
          </Fact>
        </Facts>
      </div>
    </Card>
  );
}

const COMPENSATION = {
  ...{ none: '', due: 'what it had done is being undone', done: 'what it had done was undone' },
  failed: 'what it had done could not be undone',
} as const;
