import { createFileRoute } from '@tanstack/react-router';
import { readStorySearch } from '../../pages/events/story/story-search';
import { StoryPage } from '../../pages/events/story/story-page';

export const Route = createFileRoute('/_console/events/story')({
  validateSearch: readStorySearch,
  component: function Story() {
    return <StoryPage search={Route.useSearch()} />;
  },
});
