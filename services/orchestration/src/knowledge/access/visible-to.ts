import type { Parameters } from '@vividwalls/persistence';
import type { Reader } from './reader.js';

/**
 * The one condition that decides who reads what: every statement that reads `knowledge_published` for somebody has it, in the
 * query itself, so that what may not be read is neither found, nor counted, nor ranked. The list of readers is a part of the
 * index that words are found by.
 *
 * @param alias of `knowledge_published` in the statement
 * @param at only what is valid then
 */
export function visibleTo(reader: Reader, at: Date, alias: string, parameters: Parameters): string {
  const now = parameters.one(at);
  const isValid = `${alias}.valid_from <= ${now}::timestamptz AND (${alias}.valid_until IS NULL OR ${alias}.valid_until > ${now}::timestamptz)`;
  if (reader.kind === 'person') return `(${isValid})`;
  const names = parameters.array(reader.names, 'text');
  const classes = parameters.array(reader.dataClasses, 'text');
  return `(${isValid} AND ${alias}.readers && ${names} AND ${alias}.data_class = ANY(${classes}))`;
}
