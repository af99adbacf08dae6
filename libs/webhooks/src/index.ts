export { standardWebhookHeaders } from './standard-webhook.js';
