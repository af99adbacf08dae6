export { ALLOWED_HOST, AllowedHosts } from './allowed-hosts.js';
export { checkedAgent, RefusedAddress } from './checked-agent.js';
export { standardWebhookHeaders } from './standard-webhook.js';
