import { createFileRoute } from '@tanstack/react-router';
import { AgentPage } from '../../pages/agents/agent/agent-page';

export const Route = createFileRoute('/_console/agents/$id')({
  component: function OneAgent() {
    return <AgentPage id={Route.useParams().id} />;
  },
});
