import { Module } from '@nestjs/common';
import { ChainRecorder } from './chain/chain.recorder.js';
import { LiveController } from './live/live.controller.js';
import { LiveFeed } from './live/live-feed.js';
import { NewEntries } from './live/new-entries.js';
import { ProofController } from './proof/proof.controller.js';
import { RegularVerification } from './proof/regular-verification.js';
import { Verifications } from './proof/verifications.js';
import { SearchController } from './search/search.controller.js';

@Module({
  controllers: [ProofController, SearchController, LiveController],
  providers: [ChainRecorder, NewEntries, LiveFeed, Verifications, RegularVerification],
})
export class AuditModule {}
