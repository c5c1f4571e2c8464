/** As long as a questionnaire's text may be: some two hundred questions. */
export const longestQuestionnaire = 300_000
