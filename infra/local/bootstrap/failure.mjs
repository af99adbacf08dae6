/** Something the person at the terminal must mend; its message says what and how. */
export class BootstrapError extends Error {}
