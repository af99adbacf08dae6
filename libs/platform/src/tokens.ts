/** Name of the running service. */
export const SERVICE_NAME = Symbol('service name');
/** The service's typed configuration. */
export const CONFIG = Symbol('configuration');
