// Writes what docker-compose.yml mounts. Run it after a change of the broker's users or rights.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../workspace.js';
import { composeBrokerConfiguration } from './broker-configuration.js';

writeFileSync(join(workspaceRoot, 'infra', 'compose', 'nats.conf'), composeBrokerConfiguration());
