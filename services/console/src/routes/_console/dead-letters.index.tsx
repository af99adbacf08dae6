import { createFileRoute } from '@tanstack/react-router';
import { exactly } from '../../app/address-search';
import { readLetterSearch } from '../../pages/dead-letters/letter-search';
import { LettersPage } from '../../pages/dead-letters/letters-page';

export const Route = createFileRoute('/_console/dead-letters/')({
  validateSearch: exactly(readLetterSearch),
  component: function DeadLetters() {
    return <LettersPage search={Route.useSearch()} />;
  },
});
