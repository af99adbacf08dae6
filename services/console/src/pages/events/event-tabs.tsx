import { TabLinks } from '../../ui/tabs';

const TABS = [
  { to: '/events', label: 'All events' },
  { to: '/events/story', label: 'Story' },
  { to: '/events/verify', label: 'Proof' },
] as const;

export const EventTabs = () => <TabLinks label="Events" tabs={TABS} />;
