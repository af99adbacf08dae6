import { buildMessage, ValidateBy } from 'class-validator';

const NAME = 'isTextOrNull';

/**
 * Text of bounded length, or null where it is known that there is none. Unlike an optional field it is always there, so that
 * nobody wonders whether it was forgotten.
 */
export const IsTextOrNull = (maxLength: number, minLength = 0): PropertyDecorator =>
  ValidateBy({
    name: NAME,
    constraints: [minLength, maxLength],
    validator: {
      validate: (value: unknown) =>
        value === null || (typeof value === 'string' && value.length >= minLength && value.length <= maxLength),
      defaultMessage: buildMessage(
        (each) => `${each}$property must be null or text of $constraint1 to $constraint2 characters`,
      ),
    },
  });

/** How the rule reads as JSON Schema. */
export const nullableTextSchema = {
  [NAME]: ({ constraints: [minLength, maxLength] }: { constraints: number[] }) => ({
    type: ['string', 'null'] as ('string' | 'null')[],
    ...(minLength !== 0 && { minLength }),
    maxLength,
  }),
};
