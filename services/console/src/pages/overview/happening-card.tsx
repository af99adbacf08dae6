import { Link } from '@tanstack/react-router';
import { $api } from '../../api/client';
import { useMay } from '../../app/session';
import { useLiveFacts } from '../../live/live';
import type { LiveFact } from '../../live/live-line';
import { Card } from '../../ui/card';
import { Badge } from '../../ui/badge';
import { OrderName } from '../../ui/order-name';
import { AgentName } from '../../ui/place-links';
import { Time } from '../../ui/time';
import { happeningOf, type Happening } from './happening';

const SHOWN = 12;
/** Looked through for what is worth telling. */
const KEPT = 200;

/** What happens in the shop, in words, newest first. */
export function HappeningCard() {
  const shown = useHappened()
    .flatMap((fact) => {
      const told = happeningOf(fact);
      return told ? [{ fact, told }] : [];
    })
    .slice(0, SHOWN);
  return (
    <Card
      title="Happening"
      isPadded={false}
      actions={
        <Link to={'/events' as '/'} className="text-[13px] text-accent hover:underline">
          All events
        </Link>
      }
    >
      {shown.length === 0 ? (
        <p className="p-4 text-ink-2">It is quiet. What happens from now on appears here by itself.</p>
      ) : (
        <ol aria-live="off">
          {shown.map(({ fact, told }) => (
            <Line key={fact.position} fact={fact} told={told} />
          ))}
        </ol>
      )}
    </Card>
  );
}

/** What came since the page is open, and before that what was newest when it was opened. */
function useHappened(): readonly Pick<LiveFact, 'position' | 'type' | 'subject' | 'test' | 'recordedAt'>[] {
  const live = useLiveFacts(KEPT);
  const { data } = $api.useQuery(
    'get',
    '/api/audit/events',
    { params: { query: { limit: KEPT } } },
    { enabled: useMay('audit:read'), staleTime: Infinity, refetchOnWindowFocus: false },
  );
  const oldest = live.at(-1)?.position;
  const before = (data?.items ?? []).filter(
    ({ position }) => oldest === undefined || BigInt(position) < BigInt(oldest),
  );
  return [...live, ...before.flatMap(({ type, ...event }) => (type === null ? [] : [{ ...event, type }]))];
}

function About({ about, order, agent }: Pick<Happening, 'about' | 'order' | 'agent'>) {
  if (order !== undefined) return <OrderName id={order} />;
  return agent === undefined ? about : <AgentName id={agent} />;
}

interface LineProps {
  readonly fact: Pick<LiveFact, 'position' | 'test' | 'recordedAt'>;
  readonly told: Happening;
}

const Line = ({ fact, told: { before, after, ...about } }: LineProps) => (
  <li className="border-b border-line last:border-0">
    <Link to={`/events/${fact.position}` as '/'} className="flex items-baseline gap-2 px-4 py-1.5 hover:bg-sunken">
      <span className="min-w-0 flex-1 truncate">
        {before}
        <About {...about} />
        {after}
      </span>
      {fact.test && <Badge hasIcon={false}>test</Badge>}
      <span className="shrink-0 text-[13px] text-ink-3">
        <Time at={fact.recordedAt} as="ago" />
      </span>
    </Link>
  </li>
);
