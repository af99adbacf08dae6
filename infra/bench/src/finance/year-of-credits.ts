import type { Client } from 'pg';
import { YEAR } from './year-of-orders.js';

/** Of four orders one has two credits, the others one. */
const CREDITS_OF_FOUR_ORDERS = 5;

/** One order in twenty was touched by nobody. */
const UNTOUCHED = 20;

/** Agents that are credited, the campaigns that each has in a month, and on how many channels. */
const [AGENTS, CAMPAIGNS, CHANNELS] = [40, 3, 2];

const ORDERS = `SELECT n, '${YEAR.from}'::date + (n::bigint * 365 / ($1::int + 1))::int AS day, 9000 + n % 300 * 100 AS net
  FROM generate_series(1, $1::int) n`;

/** Whom a credit goes to: an agent, on one of its channels, by a campaign of the month. */
const WHO = `CASE WHEN n % ${UNTOUCHED} = 0 THEN NULL ELSE 'agent-' || (n * 7 + ordinal * 11) % ${AGENTS} END AS agent,
  CASE WHEN n % ${UNTOUCHED} = 0 THEN 'unattributed'
    ELSE 'channel-' || ((n * 7 + ordinal * 11) % ${AGENTS} + n / 17 % ${CHANNELS}) % 12 END AS channel,
  CASE WHEN n % ${UNTOUCHED} = 0 THEN NULL ELSE to_char(day, 'YYYY-MM') || '-' || n / 13 % ${CAMPAIGNS} END AS campaign`;

const SET_ID = `('01990009-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`;

const STATEMENTS = [
  `INSERT INTO attribution_orders (order_id, shop, book, currency, placed_at, placed_on, closes_at, model, model_version,
     net_minor, seq, state)
   SELECT 'o' || n, 'bench.myshopify.com', 'real', 'USD', day, day, day + 30, 'last', 1, net, 1, '{"path": []}' FROM (${ORDERS}) o`,
  `INSERT INTO attribution_sets (id, order_id, book, seq, reason, model, model_version, amount_minor, currency, occurred_at,
     recorded_at, event_id, correlation_id, actor)
   SELECT ${SET_ID}, 'o' || n, 'real', 1, 'capture', 'last', 1, net, 'USD', day, day, 'e' || n, 'e' || n, 'shopify:bench'
   FROM (${ORDERS}) o`,
  `INSERT INTO attribution_credits (set_id, ordinal, order_id, book, touch_id, agent_id, department, channel, campaign, kind,
     weight, amount_minor, currency)
   SELECT ${SET_ID}, ordinal, 'o' || n, 'real', NULL, agent, 'department-' || right(agent, 1), channel, campaign, 'direct', 1,
     CASE WHEN n % 4 = 0 THEN CASE ordinal WHEN 1 THEN net / 2 ELSE net - net / 2 END ELSE net END, 'USD'
   FROM (SELECT *, ${WHO} FROM (${ORDERS}) o, generate_series(1, CASE WHEN n % 4 = 0 THEN 2 ELSE 1 END) ordinal) c`,
];

const DAYS = [
  `INSERT INTO attribution_days (book, model, day, currency, agent_id, department, channel, campaign, amount_minor, order_parts)
   SELECT c.book, m.model, o.placed_on, c.currency, c.agent_id, c.department, c.channel, c.campaign, sum(c.amount_minor),
     sum(c.amount_minor * 1000000 / o.net_minor)
   FROM attribution_credits c JOIN attribution_orders o USING (order_id), unnest($1::text[]) AS m (model)
   GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY 1, 2, 3`,
  'VACUUM (ANALYZE) attribution_orders, attribution_sets, attribution_credits, attribution_days',
];

/**
 * Fills a year with orders and so many credits, as attribution would leave them, under every model. Triggers rest meanwhile.
 * @param admin a superuser's connection
 */
export async function fillYearOfCredits(admin: Client, credits: number, models: readonly string[]): Promise<void> {
  const orders = Math.ceil((credits * 4) / CREDITS_OF_FOUR_ORDERS);
  await admin.query('SET search_path = finance');
  await admin.query("SET session_replication_role = 'replica'");
  for (const statement of STATEMENTS) await admin.query(statement, [orders]);
  await admin.query(DAYS[0]!, [models]);
  await admin.query(DAYS[1]!);
  await admin.query("SET session_replication_role = 'origin'");
}
