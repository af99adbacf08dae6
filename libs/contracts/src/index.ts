export * from './audit.js';
export * from './finance.js';
export * from './page.js';
