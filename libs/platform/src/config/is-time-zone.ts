import { ValidateBy, type ValidationOptions } from 'class-validator';

/** An IANA time zone that this machine knows: `America/New_York`. */
export const IsTimeZone = (options?: ValidationOptions) =>
  ValidateBy(
    {
      name: 'isTimeZone',
      validator: {
        validate: (value) => typeof value === 'string' && isTimeZone(value),
        defaultMessage: (given) => `${given?.property} must be a time zone such as America/New_York`,
      },
    },
    options,
  );

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
