export { ALLOWED_HOST, AllowedHosts } from './allowed-hosts.js';
export { ANSWER_BYTES_MAX, checkedAgent, RefusedAddress } from './checked-agent.js';
export { standardWebhookHeaders } from './standard-webhook.js';
