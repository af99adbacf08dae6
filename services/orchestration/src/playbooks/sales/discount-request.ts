import { formatMinor } from '@vividwalls/money';
import type { JsonObject } from '../../json.js';
import {
  BadInput,
  definePlaybook,
  isYes,
  type ApprovalStep,
  type ChildStep,
  type ComputeStep,
  type PlaybookRun,
} from '../engine/playbook.js';
import { count, maybeMinor, maybeNumber, maybeText, objects, text } from '../engine/reading.js';
import { LADDER_CURRENCY, printTypeIn, sizeIn } from '../pricing/price-ladder.js';
import {
  stackDiscounts,
  worstLine,
  type CheckedLine,
  type Discount,
  type DiscountedLine,
} from '../pricing/stacked-discounts.js';

interface DiscountAsked {
  readonly customerId: string | null;
  readonly orderId: string | null;
  readonly lines: readonly DiscountedLine[];
  readonly discounts: readonly Discount[];
  readonly why: string;
}

type Run = PlaybookRun<DiscountAsked>;

/** Longest reason that governance takes. */
const WHY_MAX = 1_000;

/** How long it is waited for that the discount is entered in the shop. */
const PATIENCE_MS = 7 * 86_400_000;

/** A line as it is kept and shown: amounts as text. */
type ShownLine = {
  readonly [F in keyof CheckedLine]: CheckedLine[F] extends bigint | null ? string | null : CheckedLine[F];
};

interface Checked {
  readonly lines: readonly ShownLine[];
  /** Off the list price, the largest of all lines; null when one of them isn't known. */
  readonly percent: number | null;
  /** Of the line that is nearest to its cost, one piece; null when one of the lines isn't known. */
  readonly priceAfterMinor: string | null;
  readonly costMinor: string | null;
  /** Off everything together, minor units. */
  readonly amountMinor: string | null;
  readonly patientUntil: string;
}

const check: ComputeStep<DiscountAsked, Checked> = {
  kind: 'compute',
  name: 'check',
  work: ({ input, now }) => {
    const lines = stackDiscounts(input.lines, input.discounts);
    const worst = worstLine(lines);
    // One that isn't known could be the worst: then nothing is known of all of them.
    const isKnown =
      worst !== null && lines.every(({ afterMinor, costMinor }) => afterMinor !== null && costMinor !== null);
    return {
      lines: lines.map(shown),
      percent: lines.some(({ percent }) => percent === null) ? null : Math.max(...lines.map(({ percent }) => percent!)),
      priceAfterMinor: isKnown ? String(worst.afterMinor) : null,
      costMinor: isKnown ? String(worst.costMinor) : null,
      amountMinor: amountOff(lines),
      patientUntil: new Date(now.getTime() + PATIENCE_MS).toISOString(),
    };
  },
};

const grant: ApprovalStep<DiscountAsked> = {
  kind: 'approval',
  name: 'grant',
  act: (run) => {
    const { percent, priceAfterMinor, costMinor, amountMinor } = run.of(check);
    const { customerId, orderId, why } = run.input;
    return {
      act: 'discount.grant',
      facts: {
        currency: LADDER_CURRENCY,
        ...(percent !== null && { percent }),
        ...(priceAfterMinor !== null && { priceAfterMinor }),
        ...(costMinor !== null && { costMinor }),
        ...(amountMinor !== null && { amountMinor }),
        ...(customerId !== null && { customerId }),
        ...(orderId !== null && { orderId }),
      },
      ...((orderId ?? customerId) && { subject: (orderId ?? customerId)! }),
      does: created(run),
      before: { lines: run.of(check).lines.map(({ title, listMinor }) => ({ title, priceMinor: listMinor })) },
      after: { lines: run.of(check).lines.map(({ title, afterMinor }) => ({ title, priceMinor: afterMinor })) },
      why: [why, ...warnings(run)].join('; ').slice(0, WHY_MAX),
    };
  },
  orElse: 'go_on',
  proposal: () => ({ verdict: 'free', reason: 'a proposal asks nobody', approvalId: null, decidedBy: [] }),
};

const create: ChildStep<DiscountAsked> = {
  kind: 'child',
  name: 'create',
  when: (run) => isYes(run.of(grant)),
  guard: grant,
  task: (run) => ({ capability: 'discount.create', input: created(run) }),
  until: (run) => new Date(run.of(check).patientUntil),
  orElse: 'go_on',
  proposal: () => ({ taskId: '', state: 'succeeded', output: null, error: null }),
};

/**
 * A discount for one customer, all that hold together: what each line then sells for is held against its floor and cost. Up to 20 %
 * and above the floor it is free by the shop's policies; else people decide.
 */
export const discountRequest = definePlaybook<DiscountAsked>({
  name: 'discount.request',
  capability: 'discount.request',
  read: readAsked,
  steps: [check, grant, create],
  output: (run) => {
    const { patientUntil: _until, ...checked } = run.of(check);
    const decision = run.of(grant);
    const end = run.maybe(create);
    return {
      verdict: verdictOf(run),
      ...{ ...checked, currency: LADDER_CURRENCY },
      belowFloor: checked.lines.flatMap(({ title, isBelowFloor }) => (isBelowFloor ? [title] : [])),
      unknown: checked.lines.flatMap(({ title, isBelowFloor }) => (isBelowFloor === null ? [title] : [])),
      warnings: warnings(run),
      ...{ reason: decision.reason, approvalId: decision.approvalId, decidedBy: decision.decidedBy },
      code: end?.state === 'succeeded' ? codeOf(end.output) : null,
    };
  },
});

const NO: ReadonlySet<string> = new Set(['rejected', 'changes_asked', 'denied']);

function verdictOf(run: Run): 'created' | 'under_way' | 'declined' | 'undecided' | 'failed' {
  const end = run.maybe(create);
  if (end) return end.state === 'succeeded' ? 'created' : end.state === 'late' ? 'under_way' : 'failed';
  return NO.has(run.of(grant).verdict) ? 'declined' : 'undecided';
}

/** What whoever decides must see. */
function warnings(run: Run): string[] {
  return run.of(check).lines.flatMap(({ title, isBelowFloor, afterMinor, floorMinor }) => {
    if (isBelowFloor === null) return [`nothing is known of the cost of ${title}`];
    if (!isBelowFloor) return [];
    return [`${title} would go for ${money(afterMinor!)}, its floor is ${money(floorMinor!)}`];
  });
}

const money = (minor: string): string => `${formatMinor(BigInt(minor), LADDER_CURRENCY)} ${LADDER_CURRENCY}`;

function created(run: Run): JsonObject {
  const { customerId, orderId, discounts } = run.input;
  const { percent, priceAfterMinor, costMinor, amountMinor } = run.of(check);
  return {
    discounts: discounts.map(({ title, percent: of, amountMinor: off }) => ({
      ...{ title, ...(of !== null && { percent: of }), ...(off !== null && { amountMinor: String(off) }) },
    })),
    currency: LADDER_CURRENCY,
    ...(percent !== null && { percent }),
    ...(priceAfterMinor !== null && { priceAfterMinor }),
    ...(costMinor !== null && { costMinor }),
    ...(amountMinor !== null && { amountMinor }),
    ...(customerId !== null && { customerId }),
    ...(orderId !== null && { orderId }),
  };
}

function amountOff(lines: readonly CheckedLine[]): string | null {
  if (lines.some(({ afterMinor }) => afterMinor === null)) return null;
  const off = lines.map(({ listMinor, afterMinor, quantity }) => (listMinor! - afterMinor!) * BigInt(quantity));
  return String(off.reduce((sum, minor) => sum + minor, 0n));
}

function shown(line: CheckedLine): ShownLine {
  const asText = (minor: bigint | null): string | null => (minor === null ? null : String(minor));
  const { listMinor, afterMinor, costMinor, floorMinor } = line;
  return {
    ...line,
    ...{ listMinor: asText(listMinor), afterMinor: asText(afterMinor) },
    ...{ costMinor: asText(costMinor), floorMinor: asText(floorMinor) },
  };
}

function codeOf(output: unknown): string | null {
  const code = (output as { readonly code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : null;
}

function readAsked(input: JsonObject): DiscountAsked {
  const currency = maybeText(input, 'currency') ?? LADDER_CURRENCY;
  if (currency !== LADDER_CURRENCY) throw new BadInput(`currency: floors are known in ${LADDER_CURRENCY} alone`);
  const [lines, discounts] = [objects(input, 'lines').map(readLine), objects(input, 'discounts').map(readDiscount)];
  if (lines.length === 0) throw new BadInput('lines: there is nothing to give a discount on');
  if (discounts.length === 0) throw new BadInput('discounts: there is none');
  return {
    ...{ customerId: maybeText(input, 'customerId') ?? null, orderId: maybeText(input, 'orderId') ?? null },
    ...{ lines, discounts, why: maybeText(input, 'reason') ?? 'a discount was asked for' },
  };
}

function readLine(line: JsonObject): DiscountedLine {
  const variant = text(line, 'size');
  const said = maybeText(line, 'printType') ?? variant;
  const printType = printTypeIn(said);
  if (!printType) throw new BadInput('printType must be Canvas Roll or Gallery Wrapped');
  const size = sizeIn(variant) ?? variant;
  return {
    ...{ size, printType, title: maybeText(line, 'title') ?? `${size} ${printType}` },
    ...{ quantity: count({ quantity: 1, ...line }, 'quantity'), priceMinor: maybeMinor(line, 'priceMinor') ?? null },
  };
}

function readDiscount(discount: JsonObject): Discount {
  const percent = maybeNumber(discount, 'percent') ?? null;
  const amountMinor = maybeMinor(discount, 'amountMinor') ?? null;
  if ((percent === null) === (amountMinor === null))
    throw new BadInput('a discount has a percentage or an amount, and not both');
  if (percent !== null && (percent <= 0 || percent > 100))
    throw new BadInput('percent must be above 0 and at most 100');
  if (amountMinor !== null && amountMinor <= 0n) throw new BadInput('amountMinor must be above 0');
  return { title: text(discount, 'title'), percent, amountMinor };
}
