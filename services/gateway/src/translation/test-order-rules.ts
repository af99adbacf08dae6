/**
 * Which orders never count: those Shopify marks (`test: true`), and those these rules match. Case does not matter.
 * An entry of an e-mail list is an address, or a domain with its at sign (`@example.com`).
 */
export interface TestOrderRules {
  /** Testers' addresses. */
  readonly customerEmails: readonly string[];
  /** Full names of test customers. */
  readonly customerNames: readonly string[];
  /** Tags of the order or its customer. */
  readonly tags: readonly string[];
  /** Sales channels that only tests use (`source_name`). */
  readonly sourceNames: readonly string[];
  /** The owners' own orders: real money, but not trade. */
  readonly ownerEmails: readonly string[];
}

/** In use unless configured otherwise: Shopify's own mark, the tag `test`, and a customer called Test User. */
export const DEFAULT_TEST_ORDER_RULES: TestOrderRules = {
  customerEmails: [],
  customerNames: ['Test User'],
  tags: ['test'],
  sourceNames: [],
  ownerEmails: [],
};

export interface ParsedTestOrderRules {
  /** Complete rules; what was not given, or was faulty, is the default's. */
  readonly rules: TestOrderRules;
  /** Everything wrong, each with its place; empty when all is well. */
  readonly faults: readonly string[];
}

const RULE_NAMES = Object.keys(DEFAULT_TEST_ORDER_RULES) as (keyof TestOrderRules)[];
const EMAIL_RULES: readonly string[] = ['customerEmails', 'ownerEmails'];
const EMAIL_OR_DOMAIN = /^[^\s@]*@[^\s@]+\.[^\s@]+$/;
const MAX_ENTRIES = 1_000;

/**
 * Rules from configuration, JSON such as `{"ownerEmails":["owner@example.com"],"tags":["test","internal"]}`. A list that is
 * given replaces the default's; empty text is the default.
 */
export function parseTestOrderRules(json: string | undefined): ParsedTestOrderRules {
  if (json === undefined || json.trim() === '') return { rules: DEFAULT_TEST_ORDER_RULES, faults: [] };
  const given = parsed(json);
  if (given === undefined) return { rules: DEFAULT_TEST_ORDER_RULES, faults: ['is not a JSON object'] };

  const faults = Object.keys(given)
    .filter((name) => !(RULE_NAMES as string[]).includes(name))
    .map((name) => `/${name} is not a rule; known are ${RULE_NAMES.join(', ')}`);
  const entries = RULE_NAMES.map((name) => {
    const own = Object.hasOwn(given, name) ? faultsOfList(name, given[name]) : undefined;
    if (own === undefined) return [name, DEFAULT_TEST_ORDER_RULES[name]];
    faults.push(...own);
    return [name, own.length > 0 ? DEFAULT_TEST_ORDER_RULES[name] : given[name]];
  });
  return { rules: Object.fromEntries(entries) as TestOrderRules, faults };
}

/**
 * As `parseTestOrderRules`, for the start of a service.
 *
 * @throws with every fault named: a rule that was not understood would let test orders count
 */
export function readTestOrderRules(json: string | undefined): TestOrderRules {
  const { rules, faults } = parseTestOrderRules(json);
  if (faults.length > 0) throw new Error(`The test order rules have faults: ${faults.join('; ')}`);
  return rules;
}

function faultsOfList(name: string, list: unknown): string[] {
  if (!Array.isArray(list)) return [`/${name} is not a list of texts`];
  if (list.length > MAX_ENTRIES) return [`/${name} has more than ${MAX_ENTRIES} entries`];
  return list.flatMap((entry: unknown, i) => {
    if (typeof entry !== 'string' || entry.trim() === '') return [`/${name}/${i} is not a text`];
    const wrongEmail = EMAIL_RULES.includes(name) && !EMAIL_OR_DOMAIN.test(entry.trim());
    return wrongEmail ? [`/${name}/${i} is neither an e-mail address nor a domain such as "@example.com"`] : [];
  });
}

function parsed(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
