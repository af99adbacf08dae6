import { IsArray } from 'class-validator';
import { IsId, IsObjectOf, IsOptional, IsText } from '../core/rules.js';

export class Utm {
  @IsOptional() @IsText(255) source?: string;
  @IsOptional() @IsText(255) medium?: string;
  @IsOptional() @IsText(255) campaign?: string;
  @IsOptional() @IsText(255) term?: string;
  @IsOptional() @IsText(255) content?: string;
}

export class NoteAttribute {
  @IsText(255) name!: string;
  @IsText() value!: string;
}

/** Where the shopper came from, and the tokens that tie an order to earlier visits. */
export class VisitOrigin {
  @IsOptional() @IsText() landingSite?: string;
  @IsOptional() @IsText() referringSite?: string;
  @IsObjectOf(() => Utm) utm!: Utm;
  @IsArray() @IsObjectOf(() => NoteAttribute, { each: true }) noteAttributes!: NoteAttribute[];
  @IsOptional() @IsId() checkoutId?: string;
  @IsOptional() @IsText(255) checkoutToken?: string;
  @IsOptional() @IsText(255) cartToken?: string;
}
