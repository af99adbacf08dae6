import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiTags,
  ApiTooManyRequestsResponse,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import { CONFIG, OpenRoute, Problem, VERSION, type Principal } from '@vividwalls/platform';
import { IsString, Length } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RateLimit } from '../door/rate-limit.js';
import type { GatewayConfig } from '../gateway.config.js';
import { KeyPrincipals } from '../keys/key-principals.js';
import { noSessionCookie, sessionCookie, sessionToken } from './session-cookie.js';
import { SESSION_S, SessionRows } from './session-rows.js';
import { SessionView } from './session-view.js';

class SignInBody {
  @ApiProperty({ example: 'vw_…', description: 'An API key; the owner’s is printed by `npm start`' })
  @IsString()
  @Length(1, 512)
  key!: string;
}

/** Times that one address may try to sign in, a minute. People need a few; who guesses needs many. */
const SIGN_INS_A_MINUTE = 60;

/** Signing in and out of the console. The key itself is never kept: not here, and not in the browser. */
@ApiTags('gateway')
@Controller('api/session')
export class SessionController {
  constructor(
    private readonly keys: KeyPrincipals,
    private readonly sessions: SessionRows,
    private readonly limit: RateLimit,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {}

  @Post()
  @HttpCode(200)
  @OpenRoute('whoever signs in has no session yet; the key in the body is checked')
  @ApiOperation({ summary: 'Sign in to the console with a key: the answer sets a cookie that scripts can’t read' })
  @ApiOkResponse({ type: SessionView })
  @ApiUnauthorizedResponse({ description: 'No valid key' })
  @ApiTooManyRequestsResponse({ description: 'This address tried too often' })
  async signIn(
    @Body() { key }: SignInBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    await this.limit.admit({ address: `sign-in ${request.ip}` }, SIGN_INS_A_MINUTE);
    const principal = await this.keys.of({ headers: { authorization: `Bearer ${key.trim()}` } });
    // An agent reads and does its work by MCP; nobody sits before a page in its name.
    if (!principal || principal.actor.startsWith('agent:'))
      throw new Problem(401, 'Not signed in', 'This key opens nothing.');
    const { token, expiresAt } = await this.sessions.open(principal, key.trim());
    void reply.header('set-cookie', sessionCookie(token, { isSecure: isSecure(request), maxAgeS: SESSION_S }));
    return this.view(principal, expiresAt);
  }

  @Get()
  @OpenRoute('says who is signed in, or that nobody is')
  @ApiOperation({ summary: 'Who is signed in' })
  @ApiOkResponse({ type: SessionView })
  @ApiNoContentResponse({ description: 'Nobody is' })
  async who(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView | undefined> {
    const token = sessionToken(request.headers.cookie);
    const session = token === undefined ? undefined : await this.sessions.find(token, this.config.VW_ADMIN_KEY);
    if (session) return this.view(session, session.expiresAt);
    // That nobody is signed in yet is no failure, and browsers would note it as one.
    void reply.status(204);
    return undefined;
  }

  @Delete()
  @HttpCode(204)
  @OpenRoute('whoever has a session may end it')
  @ApiOperation({ summary: 'Sign out' })
  @ApiNoContentResponse({ description: 'The session is over; without one nothing happens' })
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const token = sessionToken(request.headers.cookie);
    if (token !== undefined) await this.sessions.end(token);
    void reply.header('set-cookie', noSessionCookie(isSecure(request)));
  }

  private view({ actor, scopes }: Principal, expiresAt: Date): SessionView {
    const { SHOP_TIME_ZONE: timeZone, SHOP_CURRENCY: currency } = this.config;
    return { actor, scopes, expiresAt: expiresAt.toISOString(), shop: { timeZone, currency }, version: VERSION };
  }
}

const isSecure = ({ protocol, headers }: FastifyRequest): boolean =>
  protocol === 'https' || headers['x-forwarded-proto'] === 'https';
