import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Problem } from '../http/problem.js';
import { allows, Principals, type AuthenticatedRequest } from './principal.js';
import { OPEN, SCOPE } from './requires-scope.js';

/** Denies by default: a route without a scope that is not declared open is refused, whoever asks. */
@Injectable()
export class ScopeGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly principals: Principals,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<string | undefined>(OPEN, targets)) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const principal = await this.principals.of(request);
    if (!principal) throw new Problem(401, 'Not signed in', 'Send a valid key as "Authorization: Bearer KEY".');
    request.principal = principal;
    const scope = this.reflector.getAllAndOverride<string | undefined>(SCOPE, targets);
    if (!scope || !allows(principal, scope)) {
      throw new Problem(403, 'Not allowed', scope ? `This needs the scope ${scope}.` : 'This route has no scope.');
    }
    return true;
  }
}
