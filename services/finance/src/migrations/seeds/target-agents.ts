/** Agents of the shop's target design that its papers do not list, as `id, name, department`; see FINANCE_AGENTS. */
export const TARGET_AGENTS: readonly (readonly [id: string, name: string, department: string])[] = [
  ['analytics-integration-agent', 'Analytics Integration Agent', 'Marketing'],
  ['b2b-sales-agent', 'B2B Sales Agent', 'Sales'],
  ['b2c-premium-sales-agent', 'B2C Premium Sales Agent', 'Sales'],
  ['b2c-standard-sales-agent', 'B2C Standard Sales Agent', 'Sales'],
  ['campaign-manager-agent', 'Campaign Manager Agent', 'Marketing'],
  ['content-creative-agent', 'Content & Creative Agent', 'Creative'],
  ['customer-intelligence-agent', 'Customer Intelligence Agent', 'Customer Experience'],
  ['digital-sales-agent', 'Digital Sales Agent', 'Sales'],
  ['product-research-agent', 'Product Research Agent', 'Product'],
  ['reviews-feedback-agent', 'Reviews & Feedback Agent', 'Customer Experience'],
  ['seo-sem-agent', 'SEO/SEM Agent', 'Marketing'],
  ['social-media-orchestrator', 'Social Media Orchestrator', 'Marketing'],
];
