/** Why a figure that another service knows is null for a key that may not read there. */
export const needsRight = (service: string): string => `needs the right ${service}:read`;
