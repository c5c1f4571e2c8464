import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { FormulaDefinition } from '#models/formulas/formula-set.ts'
import type { FormulaCheck } from '#models/formulas/formula.views.ts'
import type { Problem } from '#models/shared/problem.ts'
import { checkFormulas } from '#client/api/formulas.ts'
import { problemIn } from '#client/api/http.ts'

const pauseMs = 300

export type LiveCheck = {
  /** What was last told; still there while the next is asked for. */
  readonly check: Accessor<FormulaCheck | undefined>
  /** Whether what is told is of what is written. */
  readonly isCurrent: Accessor<boolean>
  /** Why nothing could be told. */
  readonly problem: Accessor<Problem | undefined>
}

/** Has the formulas checked by the server a moment after each change; an answer that comes too late is dropped. */
export function createFormulaCheck(set: string, formulas: Accessor<readonly FormulaDefinition[]>): LiveCheck {
  const [check, setCheck] = createSignal<FormulaCheck>()
  const [checked, setChecked] = createSignal<readonly FormulaDefinition[]>()
  const [problem, setProblem] = createSignal<Problem>()
  createEffect(
    on(formulas, (now) => {
      const asked = new AbortController()
      const timer = setTimeout(() => {
        checkFormulas(set, { formulas: [...now] }, asked.signal).then(
          (found) => {
            if (asked.signal.aborted) return
            setCheck(found)
            setChecked(now)
            setProblem(undefined)
          },
          (error: unknown) => {
            if (!asked.signal.aborted) setProblem(problemIn(error))
          },
        )
      }, pauseMs)
      onCleanup(() => {
        clearTimeout(timer)
        asked.abort()
      })
    }),
  )
  return { check, isCurrent: () => checked() === formulas(), problem }
}
