/** One server's place in a JetStream cluster on this machine. */
export interface ClusterMember {
  /** Unique in the cluster; JetStream's answers name replicas by it. */
  name: string;
  cluster: string;
  /** Where it listens for the other servers. */
  routePort: number;
  /** The route ports of all members. */
  routePorts: readonly number[];
  /** Without it a stranger on the machine could join as a server, past all users and rights. */
  routePassword: string;
}

const ROUTE_USER = 'route';

/** NATS configuration by which a server finds and trusts the others. */
export function clusterBlock({ cluster, routePort, routePorts, routePassword }: ClusterMember): string {
  const routes = routePorts
    .filter((port) => port !== routePort)
    .map((port) => JSON.stringify(`nats-route://${ROUTE_USER}:${routePassword}@127.0.0.1:${port}`));
  return [
    'cluster {',
    `  name: ${JSON.stringify(cluster)}`,
    `  listen: "127.0.0.1:${routePort}"`,
    `  authorization { user: ${ROUTE_USER}, password: ${JSON.stringify(routePassword)} }`,
    `  routes: [${routes.join(', ')}]`,
    // Clients are given every address; one that they learned from a server would lead around a proxy in front of it.
    '  no_advertise: true',
    '}',
  ].join('\n');
}
