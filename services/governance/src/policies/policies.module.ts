import { Module } from '@nestjs/common';
import { FourEyes } from './four-eyes.js';
import { LivePolicies } from './live-policies.js';
import { PoliciesController } from './policies.controller.js';
import { PolicyDesk } from './policy-desk.js';
import { PolicyTrials } from './policy-trials.js';

/** Policies that say which acts a person must allow. */
@Module({
  controllers: [PoliciesController],
  providers: [FourEyes, LivePolicies, PolicyDesk, PolicyTrials],
  exports: [FourEyes, LivePolicies],
})
export class PoliciesModule {}
