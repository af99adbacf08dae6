/**
 * Collects a statement's parameters and gives their placeholders.
 *
 * Long texts are passed one parameter each and put together as an array by the server: the driver writes an array
 * parameter as one literal and escapes every element character by character, which for payloads of some kilobytes cost
 * more than the insert itself (measured: a quarter of the recorder's time).
 */
export class Parameters {
  readonly values: unknown[] = [];

  /** A placeholder for one value: `$3` */
  one(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  /** A placeholder for an array of short values: `$3::bigint[]` */
  array(values: readonly unknown[], type: string): string {
    return `${this.one(values)}::${type}[]`;
  }

  /** An array expression for long texts: `ARRAY[$3,$4]::text[]` */
  longTexts(values: readonly (string | null)[], type = 'text'): string {
    return `ARRAY[${values.map((value) => this.one(value)).join(',')}]::${type}[]`;
  }
}
