import { catalogue } from '../catalogue/catalogue.js';
import type { InputJson, InputObject } from './json.js';

/** Of which request an input is. */
export interface Asked {
  /** Counts from 0: different requests ask for different things. */
  readonly n: number;
  /** Words of whoever asks. */
  readonly text: string;
  readonly persona: string;
  /** Falls where the agent before and its successor are known to differ, in a capability that knows such a place. */
  readonly differs: boolean;
}

type InputFor = (asked: Asked) => InputObject;

const SIZES = ['24x36', '36x48', '53x72'] as const;
const FORMATS = ['Canvas Roll', 'Gallery Wrapped'] as const;
const HOSTS = ['storefront', 'database', 'webhook receiver', 'e-mail', 'search', 'image store'] as const;
const PARTNERS = ['House & Hue', 'Northlight Studio', 'The Framing Room', 'Casa Lineal'] as const;
const MATERIALS = ['corner protectors', 'canvas, 60 inches', 'stretcher bars', 'shipping tubes'] as const;

const of = <T>(from: readonly T[], n: number): T => from[n % from.length]!;
const artwork = (n: number): string => of(catalogue(), n * 7).title;
const collection = (n: number): string => of(catalogue(), n * 7).collection;
const orderId = (n: number): string => String(7_300_000_000 + n * 13);
const day = (n: number): string => `2026-10-${String((n % 28) + 1).padStart(2, '0')}`;
const minor = (amount: number): string => String(Math.round(amount));

/** Four weeks of sales: steady ones, or such that the last week is a third above the three before. */
function soldByDay(n: number, isRising: boolean): number[] {
  const perDay = 3 + (n % 5);
  return Array.from({ length: 28 }, (_, i) => (isRising && i >= 21 ? perDay + Math.ceil(perDay / 3) + 1 : perDay));
}

/** Inputs by capability, as its schema wants them, with what its playbook reads beyond that. */
const INPUTS: Readonly<Record<string, InputFor>> = {
  'audience.segment': ({ text, n }) => ({ goal: text, sizeMax: 200 + n * 10 }),
  'automation.draft': ({ text }) => ({ purpose: text, systems: ['shop', 'e-mail'] }),
  'brand.check': ({ text }) => ({ text }),
  // The agent before called a budget near its end at 90 %, its successor does at 80.
  'budget.check': ({ n, differs }) => {
    const limit = 100_000 + n * 1_000;
    const used = differs ? 0.85 : of([0.2, 0.55, 0.7, 0.95, 1.1], n);
    return { department: 'marketing', month: '2026-10', limitMinor: minor(limit), spentMinor: minor(limit * used) };
  },
  'campaign.performance': ({ n }) => ({ campaign: `autumn-${n % 12}`, fromDay: '2026-10-01', toDay: day(n) }),
  'campaign.plan': ({ text, n }) => ({
    ...{ goal: text.slice(0, 200), segment: 'returning customers', budgetMinor: minor(50_000 + n * 2_500) },
    ...{ currency: 'USD', fromDay: '2026-12-01', toDay: '2026-12-31' },
  }),
  'cash.forecast': ({ n }) => ({ weeks: 4 + (n % 9) }),
  'catalog.check': ({ n }) => ({ handles: [of(catalogue(), n).handle, of(catalogue(), n + 1).handle] }),
  'catalog.describe': ({ text, n }) => ({ artwork: artwork(n), collection: collection(n), notes: text }),
  'copy.edit': ({ text, n }) => ({ text: `${text}  In order to see “${artwork(n)}” , visit Vivid Walls!!` }),
  'copy.write': ({ text, n }) => ({ brief: `${text} It is about “${artwork(n)}”.`, kind: 'page' }),
  'customer.health': ({ n }) => ({ customerId: String(6_100_000_000 + n) }),
  'data.extract': ({ n }) => ({ source: 'orders', fromDay: '2026-10-01', toDay: day(n) }),
  'design.brief': ({ text, n }) => ({ purpose: text, artwork: artwork(n), formats: ['portrait'] }),
  'email.campaign': ({ text }) => ({ segment: 'returning customers', topic: text.slice(0, 200) }),
  'experiment.evaluate': ({ n }) => ({
    variants: [
      { name: 'as it is', trials: 1_000 + n * 10, successes: 60 + (n % 7) },
      { name: 'the new one', trials: 1_000 + n * 10, successes: 62 + ((n * 5) % 45) },
    ],
  }),
  'incident.triage': ({ text, n }) => ({ report: text, component: of(HOSTS, n) }),
  'integration.check': ({ n }) => ({ system: of(HOSTS, n) }),
  // The agent before looked at the last week alone, its successor at four.
  'inventory.forecast': ({ n, differs }) => ({
    horizonDays: 30,
    stock: [{ sku: `STRETCHER-${of(SIZES, n)}`, onHand: 40 + n, soldByDay: soldByDay(n, differs) }],
  }),
  'kpi.snapshot': ({ n }) => ({
    names: ['orders', 'revenue', 'returning customers'],
    figures: [
      { name: 'orders', value: 20 + (n % 17), target: 30 },
      { name: 'revenue', value: 6_400 + n * 35, target: 9_000 },
    ],
  }),
  'metric.forecast': ({ n }) => ({ metric: of(['orders', 'revenue', 'returns'], n), horizonDays: 30 }),
  'order.handover': ({ n }) => ({ orderId: orderId(n), sheetId: `sheet-${n}` }),
  'palette.extract': ({ n }) => ({ artwork: artwork(n) }),
  'partner.outreach': ({ text, n }) => ({ partner: of(PARTNERS, n), purpose: text }),
  'price.check': ({ n }) => ({
    sku: `NO${n % 9}-${of(FORMATS, n).replace(' ', '-').toUpperCase()}-${of(SIZES, n).toUpperCase()}`,
    priceMinor: minor(of([15_300, 9_900, 31_594, 20_000], n)),
  }),
  'product.concept': ({ text, n }) => ({ idea: `${text} After “${artwork(n)}”.`, segment: 'hospitality' }),
  'product.performance': ({ n }) => ({ handles: [of(catalogue(), n).handle], fromDay: '2026-10-01', toDay: day(n) }),
  'quality.inspect': ({ text, n }) => ({ orderId: orderId(n), complaint: text }),
  'report.compile': ({ n }) => ({
    ...{ kind: of(['daily', 'weekly', 'monthly', 'finance', 'sales', 'operations'], n), day: day(n) },
    figures: [
      { name: 'revenue', amountMinor: minor(310_000 + n * 1_700), currency: 'USD' },
      { name: 'orders', value: 11 + (n % 13) },
    ],
  }),
  'research.summary': ({ text }) => ({ question: text, since: '2026-01-01' }),
  'revenue.breakdown': ({ n }) => ({
    by: of(['product', 'channel', 'segment'], n),
    fromDay: '2026-10-01',
    toDay: day(n),
  }),
  // The agent before read the words alone; its successor counts the stars too.
  'reviews.classify': ({ n, differs }) =>
    differs
      ? { text: 'It hangs over the sofa now.', rating: of([1, 5], n) }
      : {
          text: of(
            ['Beautiful colours, fast delivery.', 'The canvas came bent and late, disappointed.', 'Gorgeous print.'],
            n,
          ),
          rating: of([5, 1, 5], n),
        },
  'sales.qualify-lead': ({ text, n }) => ({ enquiry: `${text} We think of ${(n % 30) + 1}.` }),
  'sales.quote': ({ persona, text, n }) => ({
    customer: `Customer ${(n % 40) + 1}`,
    ...{ wishes: text, currency: 'USD', items: [quoted(n)] },
    ...(persona === 'interior-designer-sales-agent' && { verifiedDesigner: true }),
  }),
  // With few words of its own, an opening or a word of the agent before counts as a difference.
  'seo.keywords': ({ text, n, differs }) => ({
    topic: differs ? artwork(n) : `${artwork(n)} for quiet rooms`,
    ...(!differs && { text: `${text} ${text} Large abstract canvas prints for offices, hotels, clinics and homes.` }),
  }),
  'shipment.track': ({ n }) => ({ orderId: orderId(n), trackingNumber: `1Z${900_000 + n}`, carrier: 'UPS' }),
  'sms.campaign': ({ text }) => ({ segment: 'opted in', topic: text.slice(0, 100) }),
  'social.post': ({ persona, text, n, differs }) => ({
    platform: persona.replace(/-agent$/, ''),
    artwork: artwork(n),
    ...(!differs && { topic: text.slice(0, 180) }),
  }),
  'support.reply': ({ text, n }) => ({ text, orderId: orderId(n) }),
  // The agent before took two angry words for a complaint; its successor takes one.
  'support.triage': ({ text, n, differs }) => ({
    text: differs ? `The frame of my order ${orderId(n)} has another colour, I am disappointed.` : text,
  }),
  // The agent before looked at the price alone; its successor at the days too.
  'vendor.compare': ({ n, differs }) => ({
    need: of(MATERIALS, n),
    vendors: [
      { name: 'Delta Supply', priceMinor: minor(9_000 + n * 10), currency: 'USD', days: differs ? 30 : 4 },
      { name: 'Keel & Co', priceMinor: minor(9_900 + n * 10), currency: 'USD', days: differs ? 3 : 6 },
    ],
  }),
};

function quoted(n: number): InputObject {
  const format = of(FORMATS, n);
  return { title: artwork(n), size: `${of(SIZES, n)} ${format}`, quantity: (n % 12) + 1 };
}

/** The input of a request. @throws RangeError for a capability that nobody asks for */
export function inputFor(capability: string, asked: Asked): InputObject {
  const make = INPUTS[capability];
  if (!make) throw new RangeError(`nothing is known to ask of ${capability}`);
  return make(asked);
}

/** Capabilities that something is known to ask of. */
export const askedCapabilities = (): readonly string[] => Object.keys(INPUTS);

export type { InputJson, InputObject };
