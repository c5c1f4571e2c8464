import { createSignal } from 'solid-js'
import type { PortfolioColumns } from '#models/inventory/workload.views.ts'
import type { Problem } from '#models/shared/problem.ts'
import { session } from '#client/api/access.ts'
import { problemIn } from '#client/api/http.ts'
import { portfolioColumns } from '#client/api/portfolio.ts'
import type { Answered, Answers, Asked, Question } from './portfolio-messages.ts'

const [columns, setColumns] = createSignal<PortfolioColumns>()
const [problem, setProblem] = createSignal<Problem>()
/** The portfolio as the server last gave it, and why it could not give it since. */
export { columns, problem }

let worker: Worker | undefined
let etag: string | null = null
let owner: string | undefined
let asked = 0
const waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>()

function theWorker(): Worker {
  if (worker !== undefined) return worker
  worker = new Worker(new URL('./portfolio-worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', (event: MessageEvent<Answered>) => {
    const { id, answer, failure } = event.data
    const question = waiting.get(id)
    waiting.delete(id)
    // The answer has the type of its question: both come from `Answers` by the same kind.
    if (failure === undefined) question?.resolve(answer as never)
    else question?.reject(new Error(failure))
  })
  return worker
}

/** Asks the worker; the answer comes in the order asked. */
export async function ask<K extends Question['kind']>(question: Question & { kind: K }): Promise<Answers[K]> {
  asked += 1
  const message: Asked = { id: asked, question }
  return await new Promise((resolve, reject) => {
    waiting.set(message.id, { resolve, reject })
    theWorker().postMessage(message)
  })
}

/** Brings the portfolio up to date; nothing travels when it has not changed. */
export async function loadPortfolio(): Promise<void> {
  const who = session()?.user
  if (who !== owner) {
    etag = null
    setColumns(undefined)
    owner = who
  }
  try {
    const answer = await portfolioColumns(etag)
    setProblem(undefined)
    if (answer === undefined) return
    await ask({ kind: 'load', columns: answer.value })
    etag = answer.etag
    setColumns(answer.value)
  } catch (error) {
    setProblem(problemIn(error))
  }
}
