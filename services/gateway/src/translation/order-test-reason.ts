import type { ExactObject } from './exact-json.js';
import { flagOf, optionalObject, tagsOf, textOf } from './fields.js';
import type { TestOrderRules } from './test-order-rules.js';

/** What rules look at, of any body that describes a shopper: an order, a checkout, a customer. */
interface OrderTraits {
  readonly marked: boolean;
  readonly emails: readonly string[];
  readonly names: readonly string[];
  readonly tags: readonly string[];
  readonly sourceName: string | undefined;
}

const SHOPIFY_TAGS = 250;

/** Why an order or checkout is a test's, or undefined when it counts. Names the rule, not the person. */
export function orderTestReason(body: ExactObject, rules: TestOrderRules): string | undefined {
  const customer = optionalObject(body, 'customer');
  const addresses = ['billing_address', 'shipping_address', 'destination'].map((key) => optionalObject(body, key));
  return testReason(
    {
      marked: flagOf(body, 'test'),
      emails: present([textOf(body, 'email'), textOf(body, 'contact_email'), customer && textOf(customer, 'email')]),
      // Guests have no customer; then the name on an address says who they are.
      names: present(customer ? [fullName(customer)] : addresses.map((address) => address && fullName(address))),
      tags: [...tagsOf(body, SHOPIFY_TAGS), ...(customer ? tagsOf(customer, SHOPIFY_TAGS) : [])],
      sourceName: textOf(body, 'source_name'),
    },
    rules,
  );
}

/** As `orderTestReason`, for a customer's own body. */
export function customerTestReason(body: ExactObject, rules: TestOrderRules): string | undefined {
  const emails = present([textOf(body, 'email')]);
  const names = present([fullName(body)]);
  return testReason({ marked: false, emails, names, tags: tagsOf(body, SHOPIFY_TAGS), sourceName: undefined }, rules);
}

function testReason(traits: OrderTraits, rules: TestOrderRules): string | undefined {
  if (traits.marked) return 'marked as a test by Shopify';
  if (traits.emails.some((email) => matchesAddress(email, rules.ownerEmails))) return 'placed by an owner';
  if (traits.emails.some((email) => matchesAddress(email, rules.customerEmails))) return "a tester's e-mail address";
  if (traits.names.some((name) => includes(rules.customerNames, name))) return "a test customer's name";
  if (traits.tags.some((tag) => includes(rules.tags, tag))) return 'a test tag';
  if (traits.sourceName !== undefined && includes(rules.sourceNames, traits.sourceName)) return 'a test sales channel';
  return undefined;
}

function matchesAddress(email: string, entries: readonly string[]): boolean {
  if (entries.length === 0) return false;
  const address = folded(email);
  return entries.map(folded).some((entry) => (entry.startsWith('@') ? address.endsWith(entry) : address === entry));
}

function includes(entries: readonly string[], text: string): boolean {
  return entries.some((entry) => folded(entry) === folded(text));
}

function folded(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}

function fullName(person: ExactObject): string | undefined {
  const parts = present([textOf(person, 'first_name'), textOf(person, 'last_name')]);
  return parts.length > 0 ? parts.join(' ') : textOf(person, 'name');
}

function present(texts: readonly (string | undefined)[]): string[] {
  return texts.filter((text) => text !== undefined);
}
