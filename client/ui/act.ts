import { type Accessor, createSignal } from 'solid-js'
import type { Problem } from '#models/shared/problem.ts'
import { problemIn } from '#client/api/http.ts'

export type Act = {
  readonly isRunning: Accessor<boolean>
  readonly problem: Accessor<Problem | undefined>
  /** Runs one act at a time; `undefined` when it was refused, the refusal is then in `problem`. */
  readonly run: <T>(act: () => Promise<T>) => Promise<T | undefined>
  readonly clear: () => void
  /** What the refusal says of one field: `/record/dic` also finds what it says of its parts. */
  readonly errorAt: (pointer: string) => string | undefined
}

/** Something a person does that the server may refuse. */
export function createAct(): Act {
  const [isRunning, setRunning] = createSignal(false)
  const [problem, setProblem] = createSignal<Problem>()
  return {
    isRunning,
    problem,
    clear: () => setProblem(undefined),
    errorAt: (pointer) =>
      problem()?.errors.find((error) => error.pointer === pointer || error.pointer?.startsWith(`${pointer}/`) === true)
        ?.detail,
    async run(act) {
      if (isRunning()) return undefined
      setRunning(true)
      setProblem(undefined)
      try {
        return await act()
      } catch (error) {
        setProblem(problemIn(error))
        return undefined
      } finally {
        setRunning(false)
      }
    },
  }
}
