import type { Playbook } from './engine/playbook.js';
import { describeArtwork, editCopy, writeCopy } from './marketing/copy.js';
import { seoKeywords } from './marketing/keywords.js';
import { campaignPropose } from './marketing/campaign-propose.js';
import { campaignPlan, emailCampaign, smsCampaign, socialPost } from './marketing/messages.js';
import { inventoryForecast } from './operations/inventory.js';
import { compareVendors } from './operations/vendors.js';
import { orderDeadline } from './orders/order-deadline.js';
import { orderFulfil } from './orders/order-fulfil.js';
import { orderStop } from './orders/order-stop.js';
import { orderTriage } from './orders/order-triage.js';
import { printSheet } from './orders/print-sheet.js';
import { outline } from './outline.js';
import { dailyBrief, weeklyReview } from './reporting/brief.js';
import { evaluateExperiment } from './reporting/experiment.js';
import { budgetCheck, compileReport, kpiSnapshot } from './reporting/figures.js';
import { b2bOutreach } from './sales/b2b-outreach.js';
import { discountRequest } from './sales/discount-request.js';
import { qualifyLead } from './sales/lead.js';
import { outreachFollowUp } from './sales/outreach-follow-up.js';
import { partnerOutreach } from './sales/partner-outreach.js';
import { priceCheck } from './sales/price-check.js';
import { salesQuote } from './sales/quote.js';
import { triageIncident } from './support/incident.js';
import { refundRequest } from './support/refund-request.js';
import { supportReply } from './support/reply.js';
import { classifyReview } from './support/reviews.js';
import { supportTriage } from './support/triage.js';

/** Every playbook there is. One more is one more line here. */
export const ALL_PLAYBOOKS: readonly Playbook[] = [
  ...[orderFulfil, orderDeadline, orderStop, orderTriage, printSheet],
  ...[salesQuote, priceCheck, qualifyLead, discountRequest],
  ...[b2bOutreach, outreachFollowUp, partnerOutreach],
  ...[refundRequest, supportTriage, supportReply, classifyReview, triageIncident],
  ...[
    writeCopy,
    editCopy,
    describeArtwork,
    seoKeywords,
    socialPost,
    emailCampaign,
    smsCampaign,
    campaignPlan,
    campaignPropose,
  ],
  ...[dailyBrief, weeklyReview, compileReport, kpiSnapshot, budgetCheck, evaluateExperiment],
  ...[inventoryForecast, compareVendors],
  outline,
] as readonly Playbook[];
