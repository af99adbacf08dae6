import { Link } from '@tanstack/react-router';
import { Card } from '../../../ui/card';
import { Empty } from '../../../ui/empty';
import { AgentLink } from '../../../ui/place-links';
import { StateBadge } from '../consolidation/state-badge';
import type { Agent, MigrationState } from '../schemas';
import { useCapabilities, useMigrationsTo } from './use-agent';

/** Roles it takes on, and how far the work of the legacy agent behind each has come over. */
export function AgentPersonas({ agent }: { readonly agent: Agent }) {
  const migrations = useMigrationsTo(agent.id);
  const capabilities = useCapabilities().data?.items ?? [];
  const titleOf = (name: string): string => capabilities.find((one) => one.name === name)?.title ?? name;
  const byPersona = new Map((migrations.data?.items ?? []).map((one) => [one.personaId, one]));
  return (
    <Card title="Personas" hint="Roles it takes on. Most replace a legacy agent." isPadded={false}>
      {agent.personas.length === 0 ? (
        <Empty title="It has only its own role" />
      ) : (
        <ul>
          {agent.personas.map((persona) => (
            <li key={persona.id} className="border-b border-line px-4 py-2.5 last:border-0">
              <div className="flex flex-wrap items-center gap-2">
                <span className="font-medium">{persona.name}</span>
                <Progress migration={byPersona.get(persona.id)} />
              </div>
              {persona.description && <p className="text-ink-2">{persona.description}</p>}
              <p className="text-[13px] text-ink-3 [&_a]:underline">
                {persona.legacyAgentId === agent.id ? (
                  'its own role before, too'
                ) : persona.legacyAgentId ? (
                  <>
                    stands for <AgentLink id={persona.legacyAgentId} />
                  </>
                ) : (
                  'a role of its own'
                )}
                {persona.capabilities && persona.capabilities.length > 0 && (
                  <> · for {persona.capabilities.map(titleOf).join(', ')}</>
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Progress({ migration }: { readonly migration: { id: string; state: MigrationState } | undefined }) {
  if (!migration) return null;
  return (
    <Link to="/agents/consolidation/$id" params={{ id: migration.id }} className="rounded-full">
      <StateBadge state={migration.state} />
    </Link>
  );
}
