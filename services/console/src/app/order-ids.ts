/** The longest that the books are asked for; a comma would make two of it. */
const ASKED = /^[^,\s]{1,64}$/;
const DIGITS = /^\d{1,20}$/;

/** Whether the books can be asked for its name. */
export const isAskedFor = (id: string): boolean => ASKED.test(id);

/** Whether it may be Shopify's id of something, of an order for instance. */
export const isShopifyId = (id: string): boolean => DIGITS.test(id);

const OF_ORDERS =
  /^vw\.(?:shop\.(?:order|order_transaction|refund|fulfillment|dispute)|finance\.(?:order|refund|attribution|entry|commission))\./;

/** Shopify's id of the order that is the subject of an event; undefined where it is about something else. */
export const orderOf = ({ type, subject }: { readonly type: string | null; readonly subject: string | null }) =>
  subject !== null && isShopifyId(subject) && OF_ORDERS.test(type ?? '') ? subject : undefined;

const FIRST_AGAIN_MS = 1_000;
const LATEST_AGAIN_MS = 60_000;

/** After how long an order that nobody knows is asked for again: it is booked within a moment, or perhaps never. @param asked so often */
export const askedAgainAfterMs = (asked: number): number =>
  Math.min(FIRST_AGAIN_MS * 2 ** Math.max(0, asked - 1), LATEST_AGAIN_MS);

/** Ids of Shopify have more digits than a shop has orders. */
const LONG_ID = /^\d{10,}$/;

/** Whether a text that is searched for may be the number that a shop shows for an order, with or without #. */
export const isOrderNumber = (text: string): boolean => isAskedFor(text) && /\d/.test(text) && !LONG_ID.test(text);
