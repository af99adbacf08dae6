import { formatDuration, formatPercent } from '../../../format/numbers';
import { asWords } from '../../../format/words';
import { Money } from '../../../ui/money';
import { AgentLink } from '../../../ui/place-links';
import { Time } from '../../../ui/time';
import { useAgentNames } from '../../../app/agent-names';
import { ORIGINS } from '../shared/words';
import { numbered, type LeftOut, type OrderAttribution } from './who-got-it';

interface TouchListProps {
  readonly of: OrderAttribution;
  readonly placedAt: string;
}

/** Every touch that counts, in the order of time: what it was, how long before, what it weighs, what it got and why. */
export function TouchList({ of, placedAt }: TouchListProps) {
  if (of.touches.length === 0) return null;
  return (
    <ol className="mt-4 flex flex-col divide-y divide-line border-t border-line" aria-label="Touches that count">
      {numbered(of.touches).map((touch) => (
        <li key={touch.touchId} className="grid grid-cols-[2rem_minmax(0,1fr)_auto] items-start gap-x-3 py-2.5">
          <span
            className={
              touch.weight === '0'
                ? 'flex size-7 items-center justify-center rounded-full border-2 border-accent text-xs font-semibold text-accent'
                : 'flex size-7 items-center justify-center rounded-full bg-accent text-xs font-semibold text-on-accent'
            }
          >
            {touch.number}
          </span>
          <div className="min-w-0">
            <TouchWords touch={touch} placedAt={placedAt} />
            <p className="text-[13px] text-ink-2">
              {touch.why.charAt(0).toUpperCase() + touch.why.slice(1)}.
              {touch.rounding === 'up' && (
                <span title={`Exactly ${touch.exactMinor} in the smallest coin`}> It also got a leftover cent.</span>
              )}
            </p>
          </div>
          <div className="text-right">
            <Money minor={touch.amountMinor} currency={of.currency ?? 'USD'} />
            <p className="text-[13px] text-ink-3">{formatPercent(touch.sharePercent)}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}

type Told = Pick<LeftOut, 'channel' | 'campaign' | 'agentId' | 'personaId' | 'kind' | 'source' | 'occurredAt'>;

/** What a touch was, and when. */
export function TouchWords({ touch, placedAt }: { readonly touch: Told; readonly placedAt: string }) {
  const nameOf = useAgentNames();
  const { channel, campaign, agentId, personaId, kind, source, occurredAt } = touch;
  const ms = Date.parse(placedAt) - Date.parse(occurredAt);
  return (
    <>
      <p className="break-words">
        <strong className="font-medium">{asWords(channel)}</strong>
        {campaign !== null && <span className="text-ink-2"> · {campaign}</span>}
        {' · '}
        {agentId === null ? (
          <span className="text-warn">names no agent</span>
        ) : (
          <AgentLink id={agentId}>{nameOf(agentId)}</AgentLink>
        )}
        {personaId !== null && <span className="text-ink-2"> as {asWords(personaId)}</span>}
      </p>
      <p className="text-[13px] text-ink-3">
        <Time at={occurredAt} />, {formatDuration(Math.abs(ms))} {ms >= 0 ? 'before' : 'after'} the order ·{' '}
        {asWords(kind).toLowerCase()} · {ORIGINS[source] ?? source}
      </p>
    </>
  );
}
