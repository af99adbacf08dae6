export { type AccessibleOptions, expectAccessible, graveViolations } from './accessible.js';
export { type Complaints, complaintsOf } from './complaints.js';
export { type OpenPage, type PageOptions, type ScenarioOptions, startBrowser, TestBrowser } from './test-browser.js';
export { loadTimes, type LoadTimes, longTasks, type LongTask, nowIn } from './timings.js';
export type { Cookie, Page, Request } from 'playwright-core';
