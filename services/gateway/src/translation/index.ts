export {
  DEFAULT_TEST_ORDER_RULES,
  parseTestOrderRules,
  readTestOrderRules,
  type ParsedTestOrderRules,
  type TestOrderRules,
} from './test-order-rules.js';
export { API_VERSIONS, TRANSLATORS } from './topics.js';
export { translateDelivery, type ShopifyDelivery, type TranslatedFact } from './translate-delivery.js';
