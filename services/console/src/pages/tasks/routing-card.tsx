import { useState } from 'react';
import { useMay } from '../../app/session';
import { formatNumber, formatPercent } from '../../format/numbers';
import { asWords } from '../../format/words';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Empty } from '../../ui/empty';
import { Fact, Facts } from '../../ui/facts';
import { AgentLink } from '../../ui/place-links';
import { CorrectionDialog } from './correction-dialog';
import { STAGES } from './task-words';
import type { TaskView } from './tasks-search';
import { AsPersona } from './as-persona';

/** Who got it and why: every criterion with its part in the score, and who would have been next. */
export function RoutingCard({ task }: { readonly task: TaskView }) {
  const [isCorrecting, setCorrecting] = useState(false);
  const mayCorrect = useMay('orchestration:write');
  const { agentId, personaId, targetAgentId, actsAs, assignment, stage, confidence, why, others } = task;
  const isDecided = why.length > 0 || agentId !== null;
  return (
    <Card
      title="Why this agent"
      actions={
        mayCorrect &&
        isDecided && (
          <Button isSmall onClick={() => setCorrecting(true)}>
            Correct
          </Button>
        )
      }
    >
      {isDecided ? (
        <div className="flex flex-col gap-3">
          <Facts>
            <Fact name="Given to">
              {agentId === null ? 'a person' : <AgentLink id={agentId} />}
              <AsPersona agentId={agentId} personaId={personaId} />
              {stage !== 'assigned' && <span className="text-warn"> ({STAGES[stage]})</span>}
            </Fact>
            {confidence !== null && <Fact name="Confidence">{formatPercent(confidence * 100)}</Fact>}
            {targetAgentId !== null && targetAgentId !== agentId && (
              <Fact name="In place of">
                <AgentLink id={targetAgentId} />
                {actsAs === 'legacy' && <span className="text-ink-2">, while its migration is under way</span>}
              </Fact>
            )}
            {assignment !== null && <Fact name="Migration">{assignment}</Fact>}
          </Facts>
          <ul className="flex flex-col gap-2">
            {why.map(({ criterion, text, weight }, at) => (
              <li key={at} className="min-w-0">
                <p className="flex items-baseline justify-between gap-2 text-[13px]">
                  {/* Several reasons of one kind stand under one heading. */}
                  <span className="font-medium">{criterion !== why[at - 1]?.criterion && asWords(criterion)}</span>
                  {weight !== undefined && <span className="tnum text-ink-2">{formatNumber(weight)}</span>}
                </p>
                {weight !== undefined && <ScorePart weight={weight} />}
                <p className="text-[13px] break-words text-ink-2">{text}</p>
              </li>
            ))}
          </ul>
          {others.length > 0 && (
            <p className="text-[13px] text-ink-2">
              Next in line:{' '}
              {others.map(({ agentId: id, personaId: persona }, at) => (
                <span key={`${id}/${persona}`}>
                  {at > 0 && ', '}
                  <AgentLink id={id} />
                  <AsPersona agentId={id} personaId={persona} />
                </span>
              ))}
            </p>
          )}
        </div>
      ) : (
        <Empty title="Nothing is decided yet">It is given to an agent when a runner takes it.</Empty>
      )}
      {isCorrecting && <CorrectionDialog task={task} onClose={() => setCorrecting(false)} />}
    </Card>
  );
}

/** A part between nothing and the whole score; below nothing it speaks against. */
function ScorePart({ weight }: { readonly weight: number }) {
  const share = Math.min(1, Math.abs(weight));
  return (
    <div aria-hidden className="my-0.5 h-1.5 overflow-hidden rounded-full bg-sunken">
      <div className={weight < 0 ? 'h-full bg-bad' : 'h-full bg-series-1'} style={{ width: `${share * 100}%` }} />
    </div>
  );
}
