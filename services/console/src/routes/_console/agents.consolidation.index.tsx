import { createFileRoute } from '@tanstack/react-router';
import { exactly } from '../../app/address-search';
import { BoardPage } from '../../pages/agents/consolidation/board-page';
import { readBoardSearch } from '../../pages/agents/consolidation/board-search';

export const Route = createFileRoute('/_console/agents/consolidation/')({
  validateSearch: exactly(readBoardSearch),
  component: function Consolidation() {
    return <BoardPage search={Route.useSearch()} />;
  },
});
