import { SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiForbiddenResponse, ApiUnauthorizedResponse } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';

export const SCOPE = 'platform:scope';
export const OPEN = 'platform:open';

/** The route may be called by principals that hold this scope: `finance:read`. */
export const RequiresScope = (scope: `${string}:${string}`) =>
  applyDecorators(
    SetMetadata(SCOPE, scope),
    ApiBearerAuth(),
    ApiUnauthorizedResponse({ description: 'No valid key' }),
    ApiForbiddenResponse({ description: `The key lacks the scope ${scope}` }),
  );

/** The route needs no principal; it says why: health checks, or a route that verifies a signature itself. */
export const OpenRoute = (reason: string) => SetMetadata(OPEN, reason);
