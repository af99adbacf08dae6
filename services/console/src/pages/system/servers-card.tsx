import { formatBytes, formatDuration, formatNumber } from '../../format/numbers';
import { asWords } from '../../format/words';
import { Badge } from '../../ui/badge';
import { Card } from '../../ui/card';
import { Fact, Facts } from '../../ui/facts';
import { Unknown } from '../../ui/money';
import { SERVERS } from './troubles';
import type { SystemView } from './use-system';

type Server = SystemView['servers'][number];
type Figure = Server['figures'][number];

/** What each server is there for. */
const ABOUT: Readonly<Record<Server['name'], string>> = {
  postgres: 'Holds everything that must not be lost',
  nats: 'Carries events and questions',
  redis: 'Caches and rate counters; slower without it, not wrong',
};

export const ServersCard = ({ servers }: { readonly servers: readonly Server[] }) => (
  <div className="grid gap-4 md:grid-cols-3">
    {servers.map((server) => (
      <Card key={server.name} title={SERVERS[server.name]} hint={ABOUT[server.name]} actions={<State of={server} />}>
        {server.detail !== null && <p className="mb-2 text-bad">{server.detail}</p>}
        <Facts>
          <Fact name="Version">{server.version ?? <Unknown reason={reasonOf(server)} />}</Fact>
          <Fact name="Answers in">
            {server.latencyMs === null ? <Unknown reason={reasonOf(server)} /> : formatDuration(server.latencyMs)}
          </Fact>
          {server.figures.map((figure) => (
            <Fact key={figure.name} name={asWords(figure.name)}>
              <span className="tnum">{figureText(figure)}</span>
            </Fact>
          ))}
        </Facts>
      </Card>
    ))}
  </div>
);

const State = ({ of: { state } }: { readonly of: Server }) => (
  <Badge tone={state === 'up' ? 'good' : state === 'down' ? 'bad' : 'none'}>
    {state === 'absent' ? 'not configured' : state}
  </Badge>
);

const reasonOf = ({ state }: Server): string => (state === 'absent' ? 'none is configured' : 'no answer');

function figureText({ value, max, unit }: Figure): string {
  const text = (amount: number): string => (unit === 'bytes' ? formatBytes(amount) : formatNumber(amount));
  return max === null ? text(value) : `${text(value)} of ${text(max)}`;
}
