import type { ModelName } from '@vividwalls/attribution';
import { allocate } from '@vividwalls/money';
import type { Book } from '../../journal/journal-entry.js';
import type { AttributedOrder } from './attributed-order.js';
import type { PathTouch } from '../touches/touch.js';
import { MODELS, weightsUnder, type MarkovFits } from '../models/weights-under.js';

/** An order is divided like its money, and this finely, so that credited orders add up to orders whatever they are grouped by. */
export const ORDER_PARTS = 1_000_000n;

/** The channel of what nothing touched. */
export const UNATTRIBUTED = 'unattributed';

/** What a change adds to one line of `attribution_days`. */
export interface DayChange {
  readonly book: Book;
  readonly model: ModelName;
  /** The shop's day on which the orders were placed, whenever they changed. */
  readonly day: string;
  readonly currency: string;
  readonly agentId: string | null;
  readonly personaId: string | null;
  readonly department: string | null;
  readonly channel: string;
  readonly campaign: string | null;
  readonly amountMinor: bigint;
  readonly orderParts: bigint;
}

/** What is added to the lines of one group, by the place of the model in `MODELS`. */
interface Group {
  readonly names: Omit<DayChange, 'model' | 'amountMinor' | 'orderParts'>;
  readonly amounts: bigint[];
  readonly parts: bigint[];
}

/** Adds up what many orders change, under every model, so that each line is written once. */
export class DayChanges {
  private readonly groups = new Map<string, Group>();

  constructor(private readonly fits: MarkovFits) {}

  /** Takes out what an order was, and puts in what it is. */
  move(before: AttributedOrder | undefined, after: AttributedOrder): void {
    if (before) this.put(before, -1n);
    this.put(after, 1n);
  }

  /** The lines that change. */
  all(): DayChange[] {
    const lines = [...this.groups.values()].flatMap(({ names, amounts, parts }) =>
      MODELS.map((model, i): DayChange => ({ ...names, model, amountMinor: amounts[i]!, orderParts: parts[i]! })),
    );
    return lines.filter(({ amountMinor, orderParts }) => amountMinor !== 0n || orderParts !== 0n);
  }

  private put(order: AttributedOrder, sign: bigint): void {
    const { path, netMinor } = order;
    const groups =
      path.length === 0 ? [this.groupOf(order, undefined)] : path.map((touch) => this.groupOf(order, touch));
    const [first] = groups;
    // However a model divides an order, touches of one name have all of it together: most orders have one touch or none, and
    // those with several often have them of one agent.
    if (groups.every((group) => group === first)) {
      const { amounts, parts } = first!;
      for (const i of MODELS.keys()) {
        amounts[i]! += sign * netMinor;
        parts[i]! += sign * ORDER_PARTS;
      }
      return;
    }
    MODELS.forEach((model, i) => {
      // The credits of record are what was frozen; the others are what their model says of the frozen path.
      const weights = model === order.model ? order.weights : weightsUnder(model, order, this.fits);
      const amounts = allocate(netMinor, weights);
      const parts = allocate(ORDER_PARTS, weights);
      groups.forEach((group, n) => {
        group.amounts[i]! += sign * amounts[n]!;
        group.parts[i]! += sign * parts[n]!;
      });
    });
  }

  private groupOf({ book, placedOn: day, currency }: AttributedOrder, touch: PathTouch | undefined): Group {
    const { agentId, personaId, department, channel = UNATTRIBUTED, campaign } = touch ?? {};
    const key = [book, day, currency, agentId, personaId, department, channel, campaign].join('\0');
    let group = this.groups.get(key);
    if (!group) {
      group = {
        names: {
          ...{ book, day, currency, channel },
          ...{ agentId: agentId ?? null, personaId: personaId ?? null },
          ...{ department: department ?? null, campaign: campaign ?? null },
        },
        amounts: MODELS.map(() => 0n),
        parts: MODELS.map(() => 0n),
      };
      this.groups.set(key, group);
    }
    return group;
  }
}
