import { asWords, departmentLabel } from '../../../format/words';
import { AgentLink } from '../../../ui/place-links';
import { useAgentNames } from '../../../app/agent-names';

export interface Payee {
  readonly kind: 'agent' | 'persona' | 'department' | 'partner';
  readonly id: string;
}

/** The same by its name alone, of `agent:sales` as addresses have it. */
export function usePayeeName(): (payee: string) => string {
  const nameOf = useAgentNames();
  return (payee) => {
    const [kind, id = payee] = payee.split(':');
    return kind === 'agent' ? nameOf(id) : kind === 'department' ? departmentLabel(id) : asWords(id);
  };
}

/** Whoever earns or is paid a commission. */
export function PayeeName({ of: { kind, id } }: { readonly of: Payee }) {
  const nameOf = useAgentNames();
  if (kind === 'agent') return <AgentLink id={id}>{nameOf(id)}</AgentLink>;
  return (
    <>
      {kind === 'department' ? departmentLabel(id) : asWords(id)} <span className="text-ink-3">({kind})</span>
    </>
  );
}
