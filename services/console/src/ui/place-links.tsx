import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAgentNames } from '../app/agent-names';
import { useIsNoOrder } from '../app/order-names';
import { scopeOf } from '../app/page-scopes';
import { useMay } from '../app/session';
import { actorWords } from '../format/actors';
import { Id } from './code';
import { OrderName } from './order-name';

/** The look of a link within text. Its padding is for fingers, and moves no line. */
export const LINK_LOOK =
  'py-1 text-accent underline decoration-line-strong underline-offset-2 hover:decoration-current';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A link to another page of the console, in the look of links within text; for a key that may not see that page, the text alone. */
export function PlaceLink({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  if (!useMay(scopeOf(to) ?? '')) return <>{children}</>;
  return (
    <Link to={to as '/'} className={LINK_LOOK}>
      {children}
    </Link>
  );
}

export const AgentLink = ({ id, children }: { readonly id: string; readonly children?: ReactNode }) => (
  <PlaceLink to={`/agents/${encodeURIComponent(id)}`}>{children ?? <AgentName id={id} />}</PlaceLink>
);

/** As people call it. */
export function AgentName({ id }: { readonly id: string }) {
  return <>{useAgentNames()(id)}</>;
}

/** Whoever acts: agents lead to their page; the title is how the API names them. */
export function ActorName({ actor }: { readonly actor: string }) {
  if (actor.startsWith('agent:')) return <AgentLink id={actor.slice('agent:'.length)} />;
  return <span title={actor}>{actorWords(actor)}</span>;
}

/** A task; workflows outside name theirs in other ways, which lead nowhere. */
export function TaskLink({ id, children }: { readonly id: string; readonly children?: ReactNode }) {
  return UUID.test(id) ? <PlaceLink to={`/tasks/${id}`}>{children ?? <Id>{id}</Id>}</PlaceLink> : <Id>{id}</Id>;
}

interface OrderLinkProps {
  readonly id: string;
  /** Where it is known already; else the books are asked. */
  readonly name?: string | null;
}

/** An order by the number that the shop shows; what the books know no order by leads nowhere. */
export function OrderLink({ id, name }: OrderLinkProps) {
  const isNoOrder = useIsNoOrder(id);
  if (isNoOrder && !name) return <span title="The books have no such order">{id}</span>;
  return (
    <PlaceLink to={`/finance/orders/${encodeURIComponent(id)}`}>
      {name ? <span title={id}>{name}</span> : <OrderName id={id} />}
    </PlaceLink>
  );
}

/** Everything that happened in one story, event by event; its id for a key that may not see events. */
export function StoryLink({ id, children }: { readonly id: string; readonly children?: ReactNode }) {
  if (!useMay('audit:read')) return <Id>{id}</Id>;
  return (
    <Link to={'/events' as '/'} search={{ correlationId: id } as never} className={LINK_LOOK}>
      {children ?? <Id>{id}</Id>}
    </Link>
  );
}
