export { startSystem, stopSystems, type StartOptions, type System } from './system.js';
