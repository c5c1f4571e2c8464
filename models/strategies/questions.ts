import type { Axis, Question, Questionnaire } from './questionnaire.views.ts'

/** The questions that place a workload on an axis. */
export function questionsOn(questionnaire: Pick<Questionnaire, 'sections'>, axis: Axis): readonly Question[] {
  return allQuestions(questionnaire).filter((question) => question.axis === axis)
}

export function allQuestions(questionnaire: Pick<Questionnaire, 'sections'>): readonly Question[] {
  return questionnaire.sections.flatMap((section) => section.questions)
}
