import { ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { validationFaults } from '@vividwalls/events';
import type { ValidationError } from 'class-validator';
import { Problem } from './problem.js';

class BrokenRules extends Error {
  constructor(readonly errors: readonly ValidationError[]) {
    super('rules are broken');
  }
}

/**
 * Checks what a request brings against the rules of its class, down to fields that the class does not know. Queries and path
 * parameters that break them are answered with 400; a body with what its service says.
 */
export class RequestValidation extends ValidationPipe {
  private readonly bodies: ValidationPipe;

  constructor(private readonly bodyFaultStatus: 400 | 422) {
    const options = { transform: true, whitelist: true, forbidNonWhitelisted: true };
    super(options);
    this.bodies = new ValidationPipe({ ...options, exceptionFactory: (errors) => new BrokenRules(errors) });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type !== 'body' || this.bodyFaultStatus === 400) return super.transform(value, metadata);
    try {
      return await this.bodies.transform(value ?? {}, metadata);
    } catch (error) {
      if (!(error instanceof BrokenRules)) throw error;
      const errors = validationFaults(error.errors);
      const detail = errors.map(({ pointer, message }) => `${pointer} ${message}`).join('; ');
      throw new Problem(422, 'Not acceptable', detail.slice(0, 1_000), { errors });
    }
  }
}
