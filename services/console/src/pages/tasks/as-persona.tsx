import { AgentName } from '../../ui/place-links';

interface AsPersonaProps {
  readonly agentId: string | null;
  readonly personaId: string | null;
}

/** In which role the agent acts, unless it is its own. */
export const AsPersona = ({ agentId, personaId }: AsPersonaProps) =>
  personaId === null || personaId === agentId ? null : (
    <span className="text-ink-2">
      {' '}
      as <AgentName id={personaId} />
    </span>
  );
