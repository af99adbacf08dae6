import { TabLinks } from '../../ui/tabs';

const TABS = [
  { to: '/agents', label: 'Agents' },
  { to: '/agents/consolidation', label: 'Consolidation', isExact: false },
  { to: '/agents/communication', label: 'Communication' },
] as const;

export const AgentsTabs = () => <TabLinks label="Agents" tabs={TABS} />;
