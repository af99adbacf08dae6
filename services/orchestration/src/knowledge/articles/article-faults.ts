import type { BodyFault } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { READER } from '../access/reader.js';
import type { ArticleText } from '../article.js';
import { claimsOf } from '../claims/claim-rows.js';
import { findDomain } from '../domains/domain-rows.js';

/** Everything that is wrong with an article beyond the shape of its fields. */
export async function articleFaults(tx: Pick<EntityManager, 'query'>, text: ArticleText): Promise<BodyFault[]> {
  const faults: BodyFault[] = [];
  if (!(await findDomain(tx, text.domain))) faults.push({ pointer: '/domain', message: 'is no domain' });
  if (text.validUntil && text.validUntil <= text.validFrom) {
    faults.push({ pointer: '/validUntil', message: 'must be after validFrom' });
  }
  text.readers.forEach((reader, i) => {
    if (!READER.test(reader)) {
      faults.push({ pointer: `/readers/${i}`, message: 'must be *, agent:…, department:… or level:…' });
    }
  });
  text.claims.forEach(({ key, unit }, i) => {
    const isSecond = text.claims.findIndex((one) => one.key === key && one.unit === unit) < i;
    if (isSecond) faults.push({ pointer: `/claims/${i}`, message: `says ${key} a second time` });
  });
  claimsOf({ id: '', ...text })
    .filter(({ kind, key }) => kind === 'stated' && key.startsWith('asked:'))
    .forEach(({ key }) =>
      faults.push({ pointer: '/claims', message: `${key}: keys that begin so are read from the text` }),
    );
  return faults;
}
