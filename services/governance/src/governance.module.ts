import { Module } from '@nestjs/common';
import { ApprovalsModule } from './approvals/approvals.module.js';
import { FiguresModule } from './figures/figures.module.js';
import { PoliciesModule } from './policies/policies.module.js';

@Module({ imports: [PoliciesModule, ApprovalsModule, FiguresModule] })
export class GovernanceModule {}
