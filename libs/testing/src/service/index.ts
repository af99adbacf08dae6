export { createServiceDatabase, type ServiceDatabase, type ServiceDatabaseOptions } from './service-database.js';
export { type Answered, type Asking, ServiceUnderTest, type StartOptions } from './service-under-test.js';
