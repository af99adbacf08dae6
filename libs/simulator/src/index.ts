export { Chance } from './chance/chance.js';
export {
  delivery,
  signature,
  signedHeaders,
  webhookIdOf,
  type Delivery,
  type DeliveryParts,
} from './deliveries/delivery.js';
export { apiVersionOf, SIMULATED_TOPICS, type SimulatedTopic } from './deliveries/topics.js';
export { DEFAULT_SHOP, type ShopProfile } from './shop/shop-profile.js';
export {
  DEFAULT_START_AT,
  MAX_DAYS,
  MAX_ORDERS_PER_DAY,
  simulateAll,
  simulateShop,
  type SimulationOptions,
} from './simulate-shop.js';
export { inRealTime } from './live/in-real-time.js';
export { GAP_MS, liveTrade, MAX_LIVE_MS, MAX_LIVE_ORDERS, type LiveOptions } from './live/live-trade.js';
export type { GroundTruth, TrueDelivery, TrueOrder, TrueShopper, TrueTouch } from './truth/ground-truth.js';
export { loadOrders, type LoadOptions, type LoadOrder } from './load/load-orders.js';
export { LatencyHistogram } from './sending/latency-histogram.js';
export { paced, pause, type Pace } from './sending/pace.js';
export { MAX_CONCURRENCY, sendDeliveries, type SendOptions } from './sending/send-deliveries.js';
export type { SendFailure, SendProgress, SendReport } from './sending/send-report.js';
export { agentReports, type AgentReport } from './reports/agent-reports.js';
export { shopMarks, type ShopMark } from './shoppers/shop-marks.js';
export * from './agents-at-work/index.js';
