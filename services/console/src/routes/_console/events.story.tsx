import { createFileRoute } from '@tanstack/react-router';
import { exactly } from '../../app/address-search';
import { readStorySearch } from '../../pages/events/story/story-search';
import { StoryPage } from '../../pages/events/story/story-page';

export const Route = createFileRoute('/_console/events/story')({
  validateSearch: exactly(readStorySearch),
  component: function Story() {
    return <StoryPage search={Route.useSearch()} />;
  },
});
