import { IsTimeZone, ServiceConfig } from '@vividwalls/platform';
import { Transform, Type } from 'class-transformer';
import { ArrayNotEmpty, IsArray, IsInt, IsOptional, IsString, Matches, Min, MinLength } from 'class-validator';

const list = ({ value }: { value: unknown }) =>
  typeof value === 'string'
    ? value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '')
    : value;

/** An API key that guards a shop's books is not a word. */
const SHORTEST_KEY = 16;

export class GatewayConfig extends ServiceConfig {
  /** The owner's key: every scope. */
  @MinLength(SHORTEST_KEY) VW_ADMIN_KEY!: string;

  /** Shopify's webhook secrets, comma separated; several at once while they are being rotated. */
  @Transform(list) @IsArray() @ArrayNotEmpty() @IsString({ each: true }) SHOPIFY_WEBHOOK_SECRETS!: string[];

  /** Standard Webhooks secrets of n8n, comma separated. */
  @Transform(list) @IsArray() @ArrayNotEmpty() @IsString({ each: true }) N8N_WEBHOOK_SECRET!: string[];

  /** The services behind the door: `finance=http://127.0.0.1:8101,audit=http://127.0.0.1:8102`. */
  @Transform(list)
  @IsArray()
  @Matches(/^[a-z]+=https?:\/\/\S+$/, { each: true, message: 'VW_UPSTREAMS must be name=http://host:port, …' })
  VW_UPSTREAMS: string[] = [];

  /** Requests to /api a caller may make in a minute; webhooks are not counted. */
  @Type(() => Number) @IsInt() @Min(1) VW_RATE_LIMIT_PER_MINUTE: number = 60_000;

  /** IANA name: by this clock the console shows what belongs to a day. */
  @IsTimeZone() SHOP_TIME_ZONE: string = 'UTC';

  /** ISO 4217, the currency of budgets and of what agents' work costs. */
  @Matches(/^[A-Z]{3}$/, { message: 'SHOP_CURRENCY must be a currency code' }) SHOP_CURRENCY: string = 'USD';

  /** Rules that mark test and owner orders, as JSON; the defaults know Shopify's flag and `Test User`. */
  @IsOptional() @IsString() VW_TEST_ORDER_RULES?: string;
}
