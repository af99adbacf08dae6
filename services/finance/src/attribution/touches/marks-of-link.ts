import { normalMark, type Mark } from '../sources/touch-source.js';

/** Parameters of a landing page that are looked at; the gateway keeps a few that attribute a visit. */
const MOST_PARAMETERS = 10;

/**
 * What a campaign link is found by: the path of the first page, `/pages/spring`, and each parameter that is not of UTM,
 * `ref=studio-west`. The page of a shopper who came by no link has a path too, so that only links which somebody entered
 * as a source are touches.
 */
export function marksOfLink(landingSite: string | undefined): Mark[] {
  if (!landingSite) return [];
  const [whole, query = ''] = landingSite.split('#')[0]!.split('?') as [string, string?];
  const path = whole.replace(/^https?:\/\/[^/]*/i, '').replace(/(.)\/+$/, '$1');
  const parameters = query.split('&').filter((one) => one.includes('=') && !/^utm_/i.test(one));
  const values = [path, ...parameters.slice(0, MOST_PARAMETERS)].map(normalMark);
  return [...new Set(values)].filter((value) => value !== '').map((value) => ({ match: 'link', value }));
}
