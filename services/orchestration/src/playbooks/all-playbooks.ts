import type { Playbook } from './engine/playbook.js';
import { describeArtwork, editCopy, writeCopy } from './marketing/copy.js';
import { seoKeywords } from './marketing/keywords.js';
import { campaignPlan, emailCampaign, smsCampaign, socialPost } from './marketing/messages.js';
import { inventoryForecast } from './operations/inventory.js';
import { compareVendors } from './operations/vendors.js';
import { orderTriage } from './orders/order-triage.js';
import { printSheet } from './orders/print-sheet.js';
import { outline } from './outline.js';
import { evaluateExperiment } from './reporting/experiment.js';
import { budgetCheck, compileReport, kpiSnapshot } from './reporting/figures.js';
import { qualifyLead } from './sales/lead.js';
import { priceCheck } from './sales/price-check.js';
import { salesQuote } from './sales/quote.js';
import { triageIncident } from './support/incident.js';
import { supportReply } from './support/reply.js';
import { classifyReview } from './support/reviews.js';
import { supportTriage } from './support/triage.js';

/** Every playbook there is. One more is one more line here. */
export const ALL_PLAYBOOKS: readonly Playbook[] = [
  ...[orderTriage, printSheet],
  ...[salesQuote, priceCheck, qualifyLead],
  ...[supportTriage, supportReply, classifyReview, triageIncident],
  ...[writeCopy, editCopy, describeArtwork, seoKeywords, socialPost, emailCampaign, smsCampaign, campaignPlan],
  ...[compileReport, kpiSnapshot, budgetCheck, evaluateExperiment],
  ...[inventoryForecast, compareVendors],
  outline,
] as readonly Playbook[];
