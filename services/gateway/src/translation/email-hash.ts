export { emailHash } from '@vividwalls/events';
