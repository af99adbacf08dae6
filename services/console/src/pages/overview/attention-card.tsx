import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ChevronRight, CircleCheck } from 'lucide-react';
import { placeOf } from '../../app/address-search';
import { Badge, type Tone } from '../../ui/badge';
import { Card } from '../../ui/card';
import { Answered } from '../../ui/loading';
import { Freshness, Time } from '../../ui/time';
import { useAttention } from './use-attention';
import { useAttentionOfOthers, type Line } from './attention-of-others';

const SAID: Readonly<Record<Line['severity'], readonly [Tone, string]>> = {
  critical: ['bad', 'Critical'],
  warning: ['warn', 'Warning'],
  note: ['info', 'Note'],
};

/** What waits for a person, most urgent first. An empty list is good news and says so. */
export function AttentionCard() {
  const attention = useAttention();
  const ofOthers = useAttentionOfOthers();
  return (
    <Card
      title="Needs you"
      isPadded={false}
      actions={
        attention.data && (
          <span className="text-xs">
            <Freshness isQuiet at={attention.data.asOf} staleAfterMs={90_000} />
          </span>
        )
      }
    >
      <Answered of={attention}>
        {({ items }) => {
          const lines: Line[] = [...ofOthers, ...items].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
          return lines.length === 0 ? <AllWell /> : <Lines lines={lines} />;
        }}
      </Answered>
    </Card>
  );
}

const RANK = { critical: 0, warning: 1, note: 2 } as const;

const AllWell = () => (
  <p className="flex items-center gap-2 p-4 text-ink-2">
    <CircleCheck aria-hidden className="size-5 text-good" />
    Nothing waits for you, and nothing is late.
  </p>
);

const Lines = ({ lines }: { readonly lines: readonly Line[] }) => (
  <ul>
    {lines.map(({ severity, title, since, link }) => (
      <li key={title} className="border-b border-line last:border-0">
        <Place link={link}>
          <span className="w-24 shrink-0">
            <Badge tone={SAID[severity][0]}>{SAID[severity][1]}</Badge>
          </span>
          <span className="min-w-0 flex-1">{title}</span>
          {since !== null && (
            <span className="shrink-0 text-[13px] text-ink-3 max-sm:hidden">
              for <Time at={since} as="for" />
            </span>
          )}
          {link !== null && <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-3" />}
        </Place>
      </li>
    ))}
  </ul>
);

/** Leads to what is told of; what has no page leads nowhere. */
function Place({ link, children }: { readonly link: string | null; readonly children: ReactNode }) {
  const look = 'flex items-center gap-3 px-4 py-2.5';
  if (link === null) return <div className={look}>{children}</div>;
  const { to, search } = placeOf(link);
  return (
    <Link to={to as '/'} search={search as never} className={`${look} hover:bg-sunken`}>
      {children}
    </Link>
  );
}
