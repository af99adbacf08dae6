import { createFileRoute } from '@tanstack/react-router';
import { readLetterSearch } from '../../pages/dead-letters/letter-search';
import { LettersPage } from '../../pages/dead-letters/letters-page';

export const Route = createFileRoute('/_console/dead-letters/')({
  validateSearch: readLetterSearch,
  component: function DeadLetters() {
    return <LettersPage search={Route.useSearch()} />;
  },
});
