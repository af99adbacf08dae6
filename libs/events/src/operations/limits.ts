/** Characters of what an operator says about an act of theirs: a sentence or two. */
export const LONGEST_REASON = 500;
