import { Answered } from '../../../ui/loading';
import { Page } from '../../../ui/page';
import { Freshness } from '../../../ui/time';
import { HiddenServices } from '../hidden-services';
import { SystemTabs } from '../system-page';
import { SERVICES, useMessagingStatuses, useSystem } from '../use-system';
import { ConsumersCard } from './consumers-card';
import { ParkedCard } from './parked-card';
import { RelaysCard } from './relays-card';
import { WaitingCard } from './waiting-card';
import { StreamsCard } from './streams-card';

/** How events travel: what waits to go out, where it lies, who reads it. */
export function MessagingPage() {
  const system = useSystem();
  const statuses = useMessagingStatuses();
  const seen = statuses.filter(({ isHidden }) => !isHidden);
  return (
    <Page
      title="Messaging"
      description="How events travel: what waits to go out, where it is kept, and who reads it."
      actions={system.data && <Freshness at={system.data.at} />}
    >
      <SystemTabs />
      {SERVICES.map((service, at) =>
        (statuses[at]?.status?.relay.parked ?? 0) > 0 ? <ParkedCard key={service} service={service} /> : null,
      )}
      <WaitingCard
        services={SERVICES.filter((_, at) => statuses[at]?.status?.consumers.some(({ waiting }) => waiting > 0))}
      />
      <ConsumersCard statuses={seen} />
      <RelaysCard statuses={seen} />
      <HiddenServices statuses={statuses} />
      <Answered of={system} lines={8}>
        {({ streams }) => <StreamsCard streams={streams} />}
      </Answered>
    </Page>
  );
}
