import { createFileRoute } from '@tanstack/react-router';
import { LetterPage } from '../../pages/dead-letters/letter/letter-page';

export const Route = createFileRoute('/_console/dead-letters/$id')({
  component: function DeadLetter() {
    const { id } = Route.useParams();
    return <LetterPage key={id} id={id} />;
  },
});
