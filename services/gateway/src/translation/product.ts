import {
  LIST_LIMITS,
  PRODUCT_STATUSES,
  ProductCreated,
  ProductDeleted,
  ProductUpdated,
  type ProductSnapshot,
} from '@vividwalls/events';
import type { ExactObject } from './exact-json.js';
import { descriptiveList, instantIn, listOf, ownId, tagsOf, textList, textOf, wordOf } from './fields.js';
import { productVariant } from './product-variant.js';
import type { FactDraft, TranslationContext } from './translated-fact.js';

/** Shopify's products have at most three options. */
const MAX_OPTIONS = 3;

/** `products/create` */
export function translateProductCreated(body: ExactObject, context: TranslationContext): FactDraft<ProductCreated> {
  const product = productSnapshot(body, context);
  const { productId, createdAt, updatedAt } = product;
  return { eventClass: ProductCreated, subject: productId, occurredAt: createdAt, updatedAt, data: { product } };
}

/** `products/update` */
export function translateProductUpdated(body: ExactObject, context: TranslationContext): FactDraft<ProductUpdated> {
  const product = productSnapshot(body, context);
  const { productId, updatedAt } = product;
  return { eventClass: ProductUpdated, subject: productId, occurredAt: updatedAt, updatedAt, data: { product } };
}

/** `products/delete`: the body is an id, and when is when Shopify sent it. */
export function translateProductDeleted(body: ExactObject): FactDraft<ProductDeleted> {
  const productId = ownId(body, '');
  return { eventClass: ProductDeleted, subject: productId, data: { productId } };
}

function productSnapshot(body: ExactObject, context: TranslationContext): ProductSnapshot {
  const updatedAt = instantIn(body, 'updated_at') ?? context.sentAt;
  const variants = listOf(body, 'variants', LIST_LIMITS.variants).map((variant, i) =>
    productVariant(variant, `/variants/${i}`),
  );
  // Of a product with very many variants Shopify sends the first hundred, and a list of every variant's id.
  const everyVariant = body['variant_gids'];
  return {
    productId: ownId(body, ''),
    title: textOf(body, 'title') ?? '',
    handle: textOf(body, 'handle'),
    vendor: textOf(body, 'vendor'),
    productType: textOf(body, 'product_type'),
    status: wordOf(body, 'status', PRODUCT_STATUSES, 'unknown'),
    tags: tagsOf(body, LIST_LIMITS.tags),
    options: descriptiveList(body, 'options', MAX_OPTIONS).map((option) => ({
      name: textOf(option, 'name') ?? '',
      values: textList(option, 'values', LIST_LIMITS.optionValues),
    })),
    variants,
    variantCount: Math.max(variants.length, Array.isArray(everyVariant) ? everyVariant.length : 0),
    publishedAt: instantIn(body, 'published_at'),
    createdAt: instantIn(body, 'created_at') ?? updatedAt,
    updatedAt,
  };
}
