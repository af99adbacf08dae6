import { useMemo } from 'react';
import { Freshness } from '../../ui/time';
import { Answered } from '../../ui/loading';
import { Page } from '../../ui/page';
import { TabLinks } from '../../ui/tabs';
import { HiddenServices } from './hidden-services';
import { QueueCard } from './queue-card';
import { ServersCard } from './servers-card';
import { ServicesCard } from './services-card';
import { troublesOf } from './troubles';
import { TroublesCard } from './troubles-card';
import { useMay } from '../../app/session';
import { breakOf } from '../events/proof/proof-words';
import { useLastVerification } from '../events/proof/use-verification';
import { countOf } from '../dead-letters/letter-groups';
import { useMessagingStatuses, useOpenLetters, useQueue, useSystem } from './use-system';

const TABS = [
  { to: '/system', label: 'Overview' },
  { to: '/system/messaging', label: 'Messaging' },
  { to: '/system/deliveries', label: 'Webhook deliveries' },
  { to: '/system/keys', label: 'API keys' },
] as const;

export const SystemTabs = () => <TabLinks label="System" tabs={TABS} />;

/** Whether everything works, and what does not. */
export function SystemPage() {
  const system = useSystem();
  const queue = useQueue();
  const maySeeTasks = useMay('orchestration:read');
  const letters = useOpenLetters();
  const statuses = useMessagingStatuses();
  const record = useLastVerification(useMay('audit:read')).data;
  const troubles = useMemo(
    () =>
      troublesOf({
        ...{ system: system.data, systemError: system.error ?? null, queue: queue.data },
        statuses: statuses.map(({ status }) => status),
        openLetters: letters.data && countOf(letters.data.items),
        recordBreak: record ? breakOf(record) : undefined,
      }),
    [system.data, system.error, queue.data, statuses, letters.data, record],
  );
  return (
    <Page
      title="System"
      description="Services, servers and the work that waits."
      actions={system.data && <Freshness at={system.data.at} />}
    >
      <SystemTabs />
      {(system.data ?? system.error) && <TroublesCard troubles={troubles} />}
      <Answered of={system} lines={8}>
        {({ services, servers }) => (
          <>
            <ServicesCard services={services} />
            <ServersCard servers={servers} />
          </>
        )}
      </Answered>
      {maySeeTasks && <QueueCard />}
      <HiddenServices statuses={statuses} mayNotSee={maySeeTasks ? [] : ['the task queue']} />
    </Page>
  );
}
