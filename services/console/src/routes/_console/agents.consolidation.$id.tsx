import { createFileRoute } from '@tanstack/react-router';
import { exactly } from '../../app/address-search';
import { MigrationPage } from '../../pages/agents/consolidation/migration-page';
import { readMigrationSearch } from '../../pages/agents/consolidation/migration-search';

export const Route = createFileRoute('/_console/agents/consolidation/$id')({
  validateSearch: exactly(readMigrationSearch),
  component: function OneMigration() {
    return <MigrationPage id={Route.useParams().id} search={Route.useSearch()} />;
  },
});
