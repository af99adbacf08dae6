import { ArrowRight } from 'lucide-react';
import { Card } from '../../../ui/card';
import { ActorName } from '../../../ui/place-links';
import { Time } from '../../../ui/time';
import type { MigrationDetail } from '../schemas';
import { GateList } from './gates';
import { StateBadge } from './state-badge';

type Move = MigrationDetail['moves'][number];

/** Every step, with who took it, why, and what the gates said then. */
export const MigrationMoves = ({ migration: { moves } }: { readonly migration: MigrationDetail }) => (
  <Card title="Steps" hint="Newest first." isPadded={false}>
    <ol>
      {moves.map((move) => (
        <Step key={move.version} move={move} />
      ))}
    </ol>
  </Card>
);

const Step = ({ move: { from, to, reason, findings, actor, at } }: { readonly move: Move }) => (
  <li className="flex flex-col gap-1 border-b border-line px-4 py-3 last:border-0">
    <p className="flex flex-wrap items-center gap-2">
      {from && (
        <>
          <StateBadge state={from} />
          <ArrowRight aria-label="to" className="size-4 text-ink-3" />
        </>
      )}
      <StateBadge state={to} />
    </p>
    <p className="break-words">{reason}</p>
    <p className="text-[13px] text-ink-3">
      <ActorName actor={actor} /> · <Time at={at} as="exact" />
    </p>
    {findings.length > 0 && (
      <details>
        <summary className="text-[13px] text-ink-2">What the gates said</summary>
        <GateList findings={findings} />
      </details>
    )}
  </li>
);
