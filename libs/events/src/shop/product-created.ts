import { Event } from '../core/event-decorator.js';
import { IsObjectOf } from '../core/rules.js';
import { ProductSnapshot } from './product-snapshot.js';

@Event('vw.shop.product.created.v1', 'A product was added to the catalogue.')
export class ProductCreated {
  @IsObjectOf(() => ProductSnapshot) product!: ProductSnapshot;
}
