import { createPortfolioEngine, type PortfolioEngine } from './portfolio-filter.ts'
import { portfolioIndex } from './portfolio-index.ts'
import type { Answered, Answers, Asked, Question } from './portfolio-messages.ts'

// The thread that answers the keyboard only draws: the portfolio is read, searched and sorted here.
let engine: PortfolioEngine | undefined

function answerTo(question: Question): Answers[keyof Answers] {
  if (question.kind === 'load') {
    engine = createPortfolioEngine(portfolioIndex(question.columns))
    return null
  }
  if (engine === undefined) throw new Error('the portfolio is not loaded')
  switch (question.kind) {
    case 'run': {
      const start = performance.now()
      const result = engine.run(question.filter, question.sort)
      return { ...result, ms: performance.now() - start }
    }
    case 'counts':
      return question.filters.map(engine.count)
    case 'search':
      return engine.search(question.text, question.most)
  }
}

addEventListener('message', (event: MessageEvent<Asked>) => {
  const { id, question } = event.data
  let answered: Answered
  try {
    answered = { id, answer: answerTo(question) }
  } catch (error) {
    answered = { id, failure: error instanceof Error ? error.message : String(error) }
  }
  const { answer } = answered
  const moved = answer !== undefined && answer !== null && 'rows' in answer ? [answer.rows.buffer] : []
  postMessage(answered, { transfer: moved })
})
