import { defineComputation } from '../engine/playbook.js';
import { rungOf } from './order-checks.js';
import { readOrder, type OrderFacts } from './order-facts.js';

/** What the print partner needs of each line. Size and format stay away where the order doesn't tell them. */
export const printSheet = defineComputation<OrderFacts>({
  name: 'print.sheet',
  read: readOrder,
  compute: ({ input }) => ({
    orderId: input.orderId,
    sheetId: `sheet-${input.orderId}`,
    lines: input.lines.map((line) => {
      const rung = rungOf(line);
      const { title, quantity } = line;
      return { title, quantity, ...(rung && { size: rung.size, printType: rung.printType }) };
    }),
  }),
});
