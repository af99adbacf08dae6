export * from './core/event-decorator.js';
export * from './core/rules.js';
export * from './streams.js';
export * from './intake/shopify-delivery-received.js';
export * from './shop/index.js';
export * from './reports/index.js';
export * from './finance/entry-booked.js';
