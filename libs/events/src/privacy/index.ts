export * from './contacts.js';
export * from './without-personal-data.js';
