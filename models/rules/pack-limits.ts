/** As long as a pack's text may be: some two hundred rules, read in about a tenth of a second. */
export const longestPackText = 100_000
