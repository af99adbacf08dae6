import type { ReactNode } from 'react';
import { formatDuration, formatPercent } from '../../../format/numbers';
import { asWords } from '../../../format/words';
import { Empty } from '../../../ui/empty';
import { Money } from '../../../ui/money';
import { AgentLink, PlaceLink } from '../../../ui/place-links';
import { useAgentNames } from '../../../app/agent-names';
import { modelLabel } from '../shared/words';
import {
  isNothingLeft,
  reasonOf,
  whoGotIt,
  type NumberedTouch,
  type OrderAttribution,
  type ShareTold,
} from './who-got-it';

/** One sentence for everybody who got something: how much, and because of which touch. */
export function ShareSentences({ of }: { readonly of: OrderAttribution }) {
  const nameOf = useAgentNames();
  if (of.reason !== undefined) return <Empty title="Nothing to divide yet">{of.reason}</Empty>;
  if (isNothingLeft(of)) return <p className="text-base">All of it was given back; nothing is left to divide.</p>;
  const { got, nothing } = whoGotIt(of);
  if (of.touches.length === 0) return <Nobody of={of} />;
  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-col gap-3">
        {got.map((share) => (
          <li key={share.agentId} className="border-l-4 border-series-1 pl-3">
            <ShareSentence share={share} of={of} />
          </li>
        ))}
      </ul>
      {nothing.length > 0 && (
        <p className="text-ink-2">
          Touched it but got nothing under {modelLabel(of.model)}:{' '}
          {nothing.map((id, at) => (
            <span key={id}>
              {at > 0 && ', '}
              {id === null ? 'touches that name no agent' : <AgentLink id={id}>{nameOf(id)}</AgentLink>}
            </span>
          ))}
          .
        </p>
      )}
    </div>
  );
}

function ShareSentence({ share, of }: { readonly share: ShareTold; readonly of: OrderAttribution }) {
  const nameOf = useAgentNames();
  const { agentId, amountMinor, sharePercent, because } = share;
  return (
    <>
      <p className="text-base">
        <strong className="font-semibold">
          {agentId === null ? 'Nobody by name' : <AgentLink id={agentId}>{nameOf(agentId)}</AgentLink>}
        </strong>{' '}
        got{' '}
        <strong className="font-semibold">
          <Money minor={amountMinor} currency={of.currency ?? 'USD'} />
        </strong>{' '}
        ({formatPercent(sharePercent)})
        {because.length === 1 ? (
          <>
            {' '}
            because of <Touch touch={because[0]!} placedAt={of.placedAt} />: {reasonOf(because[0]!.why)}.
          </>
        ) : (
          ` because of ${because.length} touches:`
        )}
      </p>
      {because.length > 1 && (
        <ul className="list-disc pl-5 text-ink-2">
          {because.map((touch) => (
            <li key={touch.touchId}>
              <Touch touch={touch} placedAt={of.placedAt} />: {reasonOf(touch.why)}.
            </li>
          ))}
        </ul>
      )}
      {agentId === null && (
        <p className="text-[13px] text-ink-2">
          No agent is known behind {because.length === 1 ? 'this touch' : 'these touches'}. If there is one, add it
          under <PlaceLink to="/finance/attribution">touch sources</PlaceLink>: later orders will name it.
        </p>
      )}
    </>
  );
}

/** `touch 3, Email (spring-drop), 2 days before the order` */
function Touch({ touch, placedAt }: { readonly touch: NumberedTouch; readonly placedAt: string | null }): ReactNode {
  const { number, channel, campaign, occurredAt } = touch;
  const ms = placedAt === null ? 0 : Date.parse(placedAt) - Date.parse(occurredAt);
  return (
    <>
      touch {number}, {asWords(channel)}
      {campaign !== null && ` (${campaign})`}, {formatDuration(ms)} before the order
    </>
  );
}

/** Why it went to nobody, and what can be done. */
function Nobody({ of }: { readonly of: OrderAttribution }) {
  const { unattributedMinor, currency, leftOut } = of;
  return (
    <div className="border-l-4 border-line-strong pl-3">
      <p className="text-base">
        <strong className="font-semibold">Nobody</strong> got it:{' '}
        <Money minor={unattributedMinor} currency={currency ?? 'USD'} />{' '}
        {leftOut.length > 0
          ? `went to no agent, because none of the ${leftOut.length} touches that are known counts. Below is why.`
          : 'went to no agent, because no touch of this customer is known before the order.'}
      </p>
      <p className="text-[13px] text-ink-2">
        Either the customer came on their own, or the campaign mark of the visit names nobody. Which agent stands behind
        a campaign, a code or a link is said under <PlaceLink to="/finance/attribution">touch sources</PlaceLink>.
      </p>
    </div>
  );
}
