import { Option, type Command } from 'commander';
import type { CommandMeans } from '../command.js';
import { commissionPlans, commissions } from './commissions.js';
import { payments } from './payments.js';
import { statement } from './statement.js';

/** Who earns what by which plan, and what is owed to whom. */
export function addCommissionCommands(finance: Command, { add, limit }: CommandMeans): void {
  add(finance, 'commissions', 'what orders bring under commission plans, newest first', commissions)
    .option('--order <order-id>', 'of one order')
    .option('--beneficiary <kind:id>', 'earned by, or paid to: agent:sales-director, partner:ada')
    .addOption(new Option('--state <state>', 'in which state').choices(['held', 'released', 'taken_back', 'nothing']))
    .option('--period <period>', 'of plans’ periods of this name: 2026-11, 2026-Q4, 2026')
    .addOption(limit(50));
  add(finance, 'commission-plans', 'commission plans with their newest terms', commissionPlans)
    .option('--beneficiary <kind:id>', 'whose credits count')
    .addOption(limit(50));
  add(finance, 'payments', 'payments of statements, newest first; vw approvals decides on them', payments)
    .addOption(new Option('--state <state>', 'in which state').choices(['pending', 'paid', 'rejected']))
    .addOption(limit(50));
  add(finance, 'statement <period> <beneficiary>', 'a payee’s month: 2026-11 agent:sales-director', statement)
    .option('--currency <code>', 'where there are several: USD')
    .option('--csv', 'a CSV document on stdout, and nothing else')
    .option('--pdf <file>', 'write the PDF there')
    .addOption(limit(200));
}
