import { ArrayMaxSize, IsArray } from 'class-validator';
import { IsId, IsObjectOf, IsOptional, IsText } from '../core/rules.js';
import { LIST_LIMITS } from './list-limits.js';

export class Utm {
  @IsOptional() @IsText(255) source?: string;
  @IsOptional() @IsText(255) medium?: string;
  @IsOptional() @IsText(255) campaign?: string;
  @IsOptional() @IsText(255) term?: string;
  @IsOptional() @IsText(255) content?: string;
}

/** What the theme or an app noted on the cart. A value that does not attribute a visit is `[withheld]`: it may be anything. */
export class NoteAttribute {
  @IsText(255) name!: string;
  @IsText() value!: string;
}

/** Where the shopper came from, and the tokens that tie an order to earlier visits. */
export class VisitOrigin {
  /** First page of the visit; of its query only what attributes a visit is kept. */
  @IsOptional() @IsText() landingSite?: string;
  @IsOptional() @IsText() referringSite?: string;
  @IsObjectOf(() => Utm) utm!: Utm;
  @IsArray()
  @ArrayMaxSize(LIST_LIMITS.noteAttributes)
  @IsObjectOf(() => NoteAttribute, { each: true })
  noteAttributes!: NoteAttribute[];
  @IsOptional() @IsId() checkoutId?: string;
  @IsOptional() @IsText(255) checkoutToken?: string;
  @IsOptional() @IsText(255) cartToken?: string;
}
