import { Module } from '@nestjs/common';
import { LivePolicies } from './live-policies.js';
import { PoliciesController } from './policies.controller.js';
import { PolicyDesk } from './policy-desk.js';
import { PolicyTrials } from './policy-trials.js';

/** Policies that say which acts a person must allow. */
@Module({
  controllers: [PoliciesController],
  providers: [LivePolicies, PolicyDesk, PolicyTrials],
  exports: [LivePolicies],
})
export class PoliciesModule {}
