import type { components } from '../../../api/openapi';

type Basis = components['schemas']['RevenueBasisView'];

/** How the two bases of net revenue are called, wherever one stands. */
export const BOOKED = 'Booked in these days';
export const OF_ORDERS = 'Of orders placed in these days';

export interface BasisStep {
  readonly sign: '+' | '−';
  /** Without a sign. */
  readonly minor: string;
  readonly about: string;
}

/** The way from what these orders came to, to what was booked in these days; nothing where both are the same. */
export function basisSteps({ bookedOnOtherDaysMinor: apart, ofOtherOrdersMinor: other }: Basis): BasisStep[] {
  const steps: BasisStep[] = [];
  if (apart !== '0')
    steps.push(
      isNegative(apart)
        ? { sign: '+', minor: apart.slice(1), about: 'taken back from them on other days' }
        : { sign: '−', minor: apart, about: 'of them booked on other days' },
    );
  if (other !== '0')
    steps.push(
      isNegative(other)
        ? { sign: '−', minor: other.slice(1), about: 'taken back in these days from orders of other days' }
        : { sign: '+', minor: other, about: 'booked in these days for orders of other days' },
    );
  return steps;
}

const isNegative = (minor: string): boolean => minor.startsWith('-');
