/** A tax as the order shows it; `text` is the rate's JSON number. */
export interface TaxRate {
  readonly title: string;
  readonly text: string;
  readonly micros: bigint;
}

export interface Region {
  readonly country: string;
  readonly countryCode: string;
  readonly province: string | null;
  readonly provinceCode: string | null;
  readonly cities: readonly (readonly [city: string, zip: string])[];
  readonly taxes: readonly TaxRate[];
  /** Some states tax delivery, some don't. */
  readonly taxesShipping: boolean;
  /** Prices contain the tax (value added tax). */
  readonly taxesIncluded: boolean;
  readonly currency: string;
}

const tax = (title: string, text: string): TaxRate => ({ title, text, micros: BigInt(Math.round(Number(text) * 1e6)) });

function state(
  province: string,
  provinceCode: string,
  taxes: TaxRate[],
  taxesShipping: boolean,
  ...cities: [string, string][]
): Region {
  const us = { country: 'United States', countryCode: 'US', currency: 'USD', taxesIncluded: false };
  return { ...us, province, provinceCode, cities, taxes, taxesShipping };
}

/** Where shoppers live, with a weight; rates are the combined ones of a large city of each state, rounded to 2026. */
export const US_REGIONS: readonly (readonly [Region, number])[] = [
  [
    state(
      'California',
      'CA',
      [
        tax('California State Tax', '0.06'),
        tax('Los Angeles County Tax', '0.0025'),
        tax('Los Angeles City Tax', '0.0325'),
      ],
      false,
      ['Los Angeles', '90012'],
      ['Pasadena', '91101'],
    ),
    15,
  ],
  [
    state(
      'New York',
      'NY',
      [tax('New York State Tax', '0.04'), tax('New York City Tax', '0.04875')],
      true,
      ['New York', '10013'],
      ['Brooklyn', '11201'],
    ),
    12,
  ],
  [
    state(
      'Texas',
      'TX',
      [tax('Texas State Tax', '0.0625'), tax('Austin City Tax', '0.02')],
      true,
      ['Austin', '78701'],
      ['Dallas', '75201'],
    ),
    11,
  ],
  [
    state('Florida', 'FL', [tax('Florida State Tax', '0.06'), tax('Miami-Dade County Tax', '0.01')], true, [
      'Miami',
      '33131',
    ]),
    8,
  ],
  [
    state('Illinois', 'IL', [tax('Illinois State Tax', '0.0625'), tax('Chicago Tax', '0.04')], false, [
      'Chicago',
      '60607',
    ]),
    6,
  ],
  [
    state('Washington', 'WA', [tax('Washington State Tax', '0.065'), tax('Seattle Tax', '0.0385')], true, [
      'Seattle',
      '98101',
    ]),
    6,
  ],
  [state('Massachusetts', 'MA', [tax('Massachusetts State Tax', '0.0625')], false, ['Boston', '02116']), 5],
  [
    state('Colorado', 'CO', [tax('Colorado State Tax', '0.029'), tax('Denver Tax', '0.0591')], false, [
      'Denver',
      '80202',
    ]),
    5,
  ],
  [
    state('Georgia', 'GA', [tax('Georgia State Tax', '0.04'), tax('Atlanta Tax', '0.049')], true, ['Atlanta', '30303']),
    5,
  ],
  [state('Oregon', 'OR', [], false, ['Portland', '97205']), 4],
  [state('Kentucky', 'KY', [tax('Kentucky State Tax', '0.06')], true, ['Louisville', '40202']), 3],
];

/** Abroad: shown in the shopper's own currency, charged in it, booked in the shop's. */
export const ABROAD: readonly (readonly [Region, number])[] = [
  [
    {
      country: 'Canada',
      countryCode: 'CA',
      province: 'Ontario',
      provinceCode: 'ON',
      cities: [
        ['Toronto', 'M5V 2T6'],
        ['Ottawa', 'K1P 1J1'],
      ],
      taxes: [tax('HST', '0.13')],
      taxesShipping: true,
      taxesIncluded: false,
      currency: 'CAD',
    },
    5,
  ],
  [
    {
      country: 'Germany',
      countryCode: 'DE',
      province: null,
      provinceCode: null,
      cities: [
        ['Berlin', '10115'],
        ['München', '80331'],
      ],
      taxes: [tax('DE MwSt', '0.19')],
      taxesShipping: false,
      taxesIncluded: true,
      currency: 'EUR',
    },
    4,
  ],
  [
    {
      country: 'Japan',
      countryCode: 'JP',
      province: 'Tōkyō',
      provinceCode: 'JP-13',
      cities: [['Shibuya-ku', '150-0002']],
      taxes: [],
      taxesShipping: false,
      taxesIncluded: false,
      currency: 'JPY',
    },
    2,
  ],
];

/** Units of the currency for one US dollar, in millionths. A simulated month doesn't move them. */
export const RATE_MICROS: Record<string, bigint> = {
  USD: 1_000_000n,
  CAD: 1_368_400n,
  EUR: 921_700n,
  JPY: 149_380_000n,
};
