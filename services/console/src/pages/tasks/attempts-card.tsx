import { formatDuration } from '../../format/numbers';
import { Badge, type Tone } from '../../ui/badge';
import { Card } from '../../ui/card';
import { AgentLink } from '../../ui/place-links';
import { Time } from '../../ui/time';
import { attemptsOf, type Attempt } from './attempts';
import type { TaskLine } from './merge-timeline';
import type { TaskView } from './tasks-search';
import { AsPersona } from './as-persona';

const TONES: Readonly<Record<Attempt['outcome'], Tone>> = {
  ...{ running: 'info', succeeded: 'good', failed: 'bad', cancelled: 'none', interrupted: 'warn' },
};

interface AttemptsCardProps {
  readonly task: TaskView;
  readonly lines: readonly TaskLine[];
}

/** Every try with who had it and how it ended. */
export function AttemptsCard({ task: { deaths }, lines }: AttemptsCardProps) {
  const attempts = attemptsOf(lines);
  if (attempts.length === 0) return null;
  return (
    <Card title="Tries" hint={deaths > 0 ? `${deaths} runners fell silent while they had it` : undefined}>
      <ol className="flex flex-col gap-3">
        {attempts.map(({ n, agentId, personaId, startedAt, endedAt, outcome, note }) => (
          <li key={n}>
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className="tnum font-medium">{n}.</span>
              {agentId !== null && <AgentLink id={agentId} />}
              <AsPersona agentId={agentId} personaId={personaId} />
              <Badge tone={TONES[outcome]}>{outcome}</Badge>
            </p>
            <p className="text-[13px] text-ink-3">
              <Time at={startedAt} />
              {endedAt !== null && `, took ${formatDuration(Date.parse(endedAt) - Date.parse(startedAt))}`}
            </p>
            {outcome === 'failed' && <p className="text-[13px] break-words text-bad">{note}</p>}
          </li>
        ))}
      </ol>
    </Card>
  );
}
