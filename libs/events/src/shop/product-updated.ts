import { Event } from '../core/event-decorator.js';
import { IsObjectOf } from '../core/rules.js';
import { ProductSnapshot } from './product-snapshot.js';

@Event('vw.shop.product.updated.v1', 'A product or one of its variants changed; the newest updatedAt wins.')
export class ProductUpdated {
  @IsObjectOf(() => ProductSnapshot) product!: ProductSnapshot;
}
