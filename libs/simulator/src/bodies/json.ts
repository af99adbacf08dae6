// TypeScript's lib has no JSON.rawJSON yet; V8 has it since Node 21.
declare global {
  interface JSON {
    rawJSON(text: string): RawNumber;
  }
}

/** A JSON number written exactly as given, past 2^53 or with a trailing zero. */
export interface RawNumber {
  readonly rawJSON: string;
}

export type Json = null | boolean | number | string | RawNumber | readonly Json[] | { readonly [key: string]: Json };

/** An id as the JSON number Shopify sends, digit for digit. */
export const idNumber = (id: bigint): RawNumber => JSON.rawJSON(id.toString());

/** Decimal text as Ruby prints a float: `195.60` → `195.6`, `10.00` → `10.0`. */
export const floatNumber = (text: string): RawNumber =>
  JSON.rawJSON(text.includes('.') ? text.replace(/(\.\d+?)0+$/, '$1') : `${text}.0`);

export const bodyText = (body: Json): string => JSON.stringify(body);
