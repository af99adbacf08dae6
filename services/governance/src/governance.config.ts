import { ServiceConfig } from '@vividwalls/platform';
import { ALLOWED_HOST } from '@vividwalls/webhooks';
import { Transform } from 'class-transformer';
import { IsArray, IsIn, IsString, Matches } from 'class-validator';

const list = ({ value }: { value: unknown }) =>
  typeof value === 'string'
    ? value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '')
    : value;

export class GovernanceConfig extends ServiceConfig {
  /** Signs what waiting workflows are told of a decision (Standard Webhooks, `whsec_…`); without it none may wait. */
  @IsString() GOVERNANCE_RESUME_SECRET: string = '';

  /**
   * Where workflows may be told, comma separated: exact hosts with their port (`n8n.example.com`, `n8n:5678`), and ranges of
   * addresses that are allowed although they are private (`172.16.0.0/12`). Empty: nowhere.
   */
  @Transform(list)
  @IsArray()
  @Matches(ALLOWED_HOST, {
    each: true,
    message: 'GOVERNANCE_RESUME_HOSTS must be hosts such as n8n:5678 or ranges such as 10.0.0.0/8',
  })
  GOVERNANCE_RESUME_HOSTS: string[] = [];

  /** Two people say yes where money leaves. `off` is for a shop of one person: one is enough, and each question says so. */
  @IsIn(['on', 'off']) GOVERNANCE_FOUR_EYES: 'on' | 'off' = 'on';
}
