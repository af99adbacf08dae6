import { formatMinor } from '@vividwalls/money';
import type { Product, Variant } from '../catalogue/catalogue.js';
import { shopTime } from '../shop/shop-time.js';
import { idNumber, type Json } from './json.js';

/** `products/create`, `products/update`; `stock` tells what is available of an inventory item. */
export function productBody(
  product: Product,
  createdAt: number,
  updatedAt: number,
  stock: (item: bigint) => number,
): Json {
  const created = shopTime(createdAt);
  const updated = shopTime(updatedAt);
  const id = idNumber(product.id);
  const image = {
    id: idNumber(product.id + 1_000n),
    alt: product.title,
    position: 1,
    product_id: id,
    created_at: created,
    updated_at: created,
    admin_graphql_api_id: `gid://shopify/MediaImage/${product.id + 2_000n}`,
    width: 2048,
    height: 2048,
    src: `https://cdn.shopify.com/s/files/1/0684/3720/1153/files/${product.handle}.jpg?v=1756684800`,
    variant_ids: [],
  };
  return {
    id,
    title: product.title,
    body_html: `<p>${product.title}: an abstract print in three sizes, on stretched canvas or as a roll.</p>`,
    vendor: 'VividWalls',
    product_type: 'Artwork',
    created_at: created,
    handle: product.handle,
    updated_at: updated,
    published_at: product.status === 'active' ? created : null,
    template_suffix: null,
    published_scope: 'global',
    tags: product.collection,
    status: product.status,
    admin_graphql_api_id: `gid://shopify/Product/${product.id}`,
    variants: product.variants.map((variant, index) => variantBody(variant, index + 1, created, updated, stock)),
    options: [
      option(product, 1, 'Size', [...new Set(product.variants.map((variant) => variant.size))]),
      option(product, 2, 'Print type', [...new Set(product.variants.map((variant) => variant.printType))]),
    ],
    images: [image],
    image,
  };
}

const option = (product: Product, position: number, name: string, values: readonly string[]): Json => ({
  id: idNumber(product.id + BigInt(10 * position)),
  product_id: idNumber(product.id),
  name,
  position,
  values,
});

function variantBody(
  variant: Variant,
  position: number,
  created: string,
  updated: string,
  stock: (item: bigint) => number,
): Json {
  const price = formatMinor(variant.priceMinor, 'USD');
  const available = stock(variant.inventoryItemId);
  return {
    id: idNumber(variant.id),
    product_id: idNumber(variant.productId),
    title: variant.title,
    price,
    position,
    inventory_policy: 'deny',
    compare_at_price: null,
    option1: variant.size,
    option2: variant.printType,
    option3: null,
    created_at: created,
    updated_at: updated,
    taxable: true,
    barcode: null,
    fulfillment_service: 'manual',
    grams: variant.grams,
    inventory_management: 'shopify',
    requires_shipping: true,
    sku: variant.sku,
    weight: JSON.rawJSON((variant.grams / 1000).toFixed(2)),
    weight_unit: 'kg',
    inventory_item_id: idNumber(variant.inventoryItemId),
    inventory_quantity: available,
    old_inventory_quantity: available,
    presentment_prices: [{ price: { amount: price, currency_code: 'USD' }, compare_at_price: null }],
    admin_graphql_api_id: `gid://shopify/ProductVariant/${variant.id}`,
    image_id: null,
  };
}
