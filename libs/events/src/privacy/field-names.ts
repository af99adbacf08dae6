/**
 * What a field is about, as far as its name tells: `email`, `phone`, `address` (one or its parts), something else that is
 * `personal`, a `person` with fields of their own; undefined when it tells nothing.
 */
export type PersonalField = 'email' | 'phone' | 'address' | 'personal' | 'person' | undefined;

const ENDS = (words: string) => new RegExp(`(?:^| )(?:${words})$`);

/** In this order: the address of an e-mail is no street. */
const NAMES: readonly (readonly [PersonalField, RegExp])[] = [
  ['email', ENDS('e ?mails?(?: ?address(?:es)?)?')],
  ['phone', ENDS('(?:(?:tele)?phone|mobile|cell|fax|whats ?app|msisdn)(?: ?(?:phone|number|no))?s?')],
  ['personal', ENDS('ip(?: ?address)?|date of birth|birth ?(?:day|date)|dob|passport(?: ?number)?|ssn')],
  [
    'personal',
    ENDS('(?:first|last|middle|full|given|family|maiden|nick|customer|contact|recipient) ?names?|surnames?'),
  ],
  ['personal', ENDS('(?:buyer|shopper|client|guest|lead|person|receiver|billing|shipping|card ?holder) ?names?')],
  ['personal', ENDS('street|street ?name|house ?number|zip(?: ?code)?|post(?:al)? ?code|latitude|longitude')],
  ['address', ENDS('address(?:es)?(?: ?line)?')],
  ['person', ENDS('(?:customer|contact|recipient|buyer|shopper|client|guest|lead|person|receiver)s?|people')],
];

/** Long enough to be what they say in the midst of a name that is not split: `customerfirstname`. */
const ANYWHERE = /(?:first|last|full|customer)names?$/;

/** Of a person in an object of their own, in which their name is no print's. */
const OF_A_PERSON = ENDS('name|city|town|company');

/** Of an address: which country and province is no more than a snapshot of an order tells, and an id tells nothing. */
const OF_NOBODY = ENDS('(?:country|province|state|region)(?: ?(?:code|name))?|type|(?:[a-z]+ )?id');

/** Longest name that is looked at: longer ones are no names of fields. */
const NAME_MAX = 100;

/** @param within what the object is about that has the field */
export function personalField(name: string, within: PersonalField): PersonalField {
  if (name.length > NAME_MAX) return within === 'person' ? undefined : within;
  const words = wordsOf(name);
  if (within === 'address') return OF_NOBODY.test(words) ? undefined : 'personal';
  if (within !== undefined && within !== 'person') return within;
  const known = NAMES.find(([, pattern]) => pattern.test(words));
  if (known) return known[0];
  return ANYWHERE.test(words) || (within === 'person' && OF_A_PERSON.test(words)) ? 'personal' : undefined;
}

/** `billingFirstName`, `billing_first_name`, `Billing first-name 2`: billing first name. */
function wordsOf(name: string): string {
  const apart = name.replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2').toLowerCase();
  return apart
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/[\d ]+$/, '')
    .trim();
}
