import { defineService } from '@vividwalls/platform';
import { AuditConfig } from './audit.config.js';
import { AuditModule } from './audit.module.js';

/** The tamper-evident record: hears every stream, keeps every message, proves that it is whole. */
export const audit = defineService({ name: 'audit', config: AuditConfig, features: [AuditModule] });
