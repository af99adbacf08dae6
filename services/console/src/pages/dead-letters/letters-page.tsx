import { Page } from '../../ui/page';
import { TabLinks } from '../../ui/tabs';
import { JobsAtWork } from './jobs/jobs-at-work';
import { GroupsCard } from './groups-card';
import { LetterFilters } from './letter-filters';
import { LetterList } from './letter-list';
import type { LetterSearch } from './letter-search';

const TABS = [
  { to: '/dead-letters', label: 'Letters' },
  { to: '/dead-letters/jobs', label: 'Jobs' },
] as const;

export const LetterTabs = () => <TabLinks label="Dead letters" tabs={TABS} />;

/** What consumers could not handle, and what is done about it. */
export function LettersPage({ search }: { readonly search: LetterSearch }) {
  return (
    <Page
      title="Dead letters"
      description="Events that a consumer could not handle. Nothing is lost: each waits here until somebody sends it again or discards it."
    >
      <LetterTabs />
      <JobsAtWork />
      <GroupsCard search={search} />
      <LetterFilters search={search} />
      <LetterList key={JSON.stringify(search)} search={search} />
    </Page>
  );
}
