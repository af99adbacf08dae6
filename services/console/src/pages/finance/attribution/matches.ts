import type { components } from '../../../api/openapi';

type Source = components['schemas']['TouchSourceBody'];

/** What a visit is known by. */
export const MATCHES: Readonly<Record<Source['match'], string>> = {
  utm_campaign: 'Campaign mark (utm_campaign)',
  utm_source: 'Source mark (utm_source)',
  discount_code: 'Discount code',
  link: 'Link',
};
