/**
 * ISO 4217 active codes by minor-unit exponent, as text because it is read more often than it is changed.
 *
 * Source: ISO 4217 list one ("current currency & funds code list", SIX, the ISO 4217 maintenance agency) in the state of
 * 2026-01-01: XAD and XCG are in, ANG and BGN are out. Left out are the codes whose minor unit the list gives as "N.A."
 * (gold, special drawing rights, testing, no currency …): an amount in them has no smallest part.
 */
const ACTIVE: readonly (readonly [exponent: number, codes: string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [
    2,
    `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE
     CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD
     HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK
     MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD
     RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH
     USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG`,
  ],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
];

/**
 * Codes withdrawn since 2020, with the exponent they had. Orders placed then are still edited, refunded and imported, and
 * the amount of a withdrawn currency is as exact as any other.
 */
const WITHDRAWN: readonly (readonly [exponent: number, codes: string])[] = [[2, 'ANG BGN CUC HRK SLL ZWL']];

/** Minor-unit exponent by code: `USD` → 2, `JPY` → 0, `KWD` → 3, `CLF` → 4. */
export const CURRENCY_EXPONENTS: ReadonlyMap<string, number> = new Map(
  [...ACTIVE, ...WITHDRAWN].flatMap(([exponent, codes]) => codes.split(/\s+/).map((code) => [code, exponent] as const)),
);
