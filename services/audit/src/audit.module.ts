import { Module } from '@nestjs/common';
import { ChainRecorder } from './chain/chain.recorder.js';
import { ProofController } from './proof/proof.controller.js';
import { SearchController } from './search/search.controller.js';

@Module({ controllers: [ProofController, SearchController], providers: [ChainRecorder] })
export class AuditModule {}
