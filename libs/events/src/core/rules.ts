import { applyDecorators } from './apply-decorators.js';
import { IsISO8601, IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import type { EventClass } from './event-class.js';
import { IsTextOrNull } from './nullable-text.js';

/** Longest foreign id accepted. Shopify's are about 20 digits; gid:// forms stay well below this. */
export const MAX_ID_LENGTH = 255;

/** A foreign or own id: non-empty text, never a number (Shopify's ids exceed 2^53). */
export const IsId = () => applyDecorators(IsString(), IsNotEmpty(), MaxLength(MAX_ID_LENGTH));

/** An id where there may be none: null then, never absent. */
export const IsIdOrNull = () => IsTextOrNull(MAX_ID_LENGTH, 1);

/** An amount in minor units as decimal text, sign allowed: `"19900"`. */
export const IsMinorUnits = () => applyDecorators(IsString(), Matches(/^-?(0|[1-9][0-9]{0,17})$/));

/** ISO 4217 alphabetic code. */
export const IsCurrencyCode = () => applyDecorators(IsString(), Matches(/^[A-Z]{3}$/));

/** An instant as ISO 8601 text with an offset or Z. */
export const IsInstant = () => applyDecorators(IsISO8601({ strict: true }));

/** Text of bounded length. */
export const IsText = (maxLength = 2_000, options: { each?: boolean } = {}) =>
  applyDecorators(IsString(options), MaxLength(maxLength, options));

/** One of a fixed set of words. */
export const IsOneOf = (values: readonly string[]) => applyDecorators(IsIn([...values]));

/** A nested object (or an array of them with `each`) that is validated by its own class. */
export const IsObjectOf = (type: () => EventClass<object>, options: { each?: boolean } = {}) =>
  applyDecorators(ValidateNested(options), Type(type));

export { IsOptional, IsTextOrNull };
