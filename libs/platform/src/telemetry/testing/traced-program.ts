// A program of its own, in plain ES modules, that starts telemetry as the product does. Run by a spec from the compiled code.
import { loadConfig } from '../../config/load-config.js';
import { createLog } from '../../logging/log.js';
import { startTelemetry } from '../start-telemetry.js';
import { TelemetryConfig } from '../telemetry-config.js';
import { tracedJourney } from './traced-journey.js';

const telemetry = startTelemetry('door', loadConfig(TelemetryConfig, process.env), createLog('door', 'warn'));
await tracedJourney(telemetry.providers);
await telemetry.stop();
