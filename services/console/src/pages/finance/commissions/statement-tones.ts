import type { components } from '../../../api/openapi';
import type { Tone } from '../../../ui/badge';

/** Open may change; closed waits to be paid; settled is done. */
export const STATEMENT_TONES: Readonly<Record<components['schemas']['StatementView']['state'], Tone>> = {
  ...{ open: 'info', closed: 'warn', settled: 'good' },
};
