/** Longest source of a rule, in UTF-16 code units: several screens; what is longer is a program and not a rule. */
export const MAX_SOURCE_CHARACTERS = 4_000;

/** Most nodes of a rule's syntax tree. A keyword list of some hundred words fits. Also bounds how deep evaluation recurses. */
export const MAX_NODES = 1_000;

/** Deepest nesting of brackets, calls and accesses. */
export const MAX_DEPTH = 50;

/** Most elements of a list or map written in a rule, of a list in a context, and of a list made by `+`. */
export const MAX_ELEMENTS = 1_000;

/** Longest text in a context, and longest text made by `+`, in UTF-16 code units. */
export const MAX_TEXT_CHARACTERS = 20_000;

/** Most values of a context that one rule, or one rule set, looks at: lists, maps and scalars, all levels together. */
export const MAX_CONTEXT_VALUES = 50_000;

/** Deepest nesting of a context. Also ends the walk through an object that contains itself. */
export const MAX_CONTEXT_DEPTH = 32;

/**
 * Work one evaluation may do beyond walking its syntax tree once: a step per turn of a loop, per list or map compared, per ten
 * elements that `in` looks through or `+` joins, per fifty characters that functions of texts look through, per two that
 * `matches` searches. Three nested loops over a hundred lines would be a million turns; this ends them after some
 * milliseconds, and the worst of patterns after some tens.
 */
export const MAX_STEPS = 20_000;

/** Longest pattern of `matches`. */
export const MAX_PATTERN_CHARACTERS = 200;

/** Longest text `duration` takes: its parser is cubic in the digits. */
export const MAX_DURATION_CHARACTERS = 32;

/** Rules a cache keeps. About 6 kB each. */
export const DEFAULT_CACHED_RULES = 5_000;
