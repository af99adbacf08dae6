/** A station that finds a server away while it starts ends with this, and whoever runs it tries again. */
export const SERVERS_AWAY = 75;
