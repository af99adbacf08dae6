export { startTelemetry, type Telemetry } from './start-telemetry.js';
export { TelemetryConfig } from './telemetry-config.js';
export { traceRequests } from './trace-requests.js';
