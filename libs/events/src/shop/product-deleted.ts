import { Event } from '../core/event-decorator.js';
import { IsId } from '../core/rules.js';

@Event('vw.shop.product.deleted.v1', 'A product was deleted from the catalogue.')
export class ProductDeleted {
  @IsId() productId!: string;
}
