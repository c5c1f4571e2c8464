import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import type { OptionExplanation } from '#models/rules/explanation.views.ts'
import { explanationPath, optionExplanation } from '#client/api/explanations.ts'
import { createLoad, type Load } from '#client/api/load.ts'

const restMs = 150

export type Explanation = Pick<Load<OptionExplanation>, 'state' | 'reload'> & {
  /** That of the chosen option, or of the one before while it is asked for: the page does not jump. */
  readonly shown: Accessor<OptionExplanation | undefined>
  readonly isStale: Accessor<boolean>
}

/** The explanation of an option, asked once the arrows rest on it. */
export function createExplanation(code: () => string, option: () => string | undefined): Explanation {
  const path = createMemo(() => {
    const id = option()
    return id === undefined ? undefined : explanationPath(code(), id)
  })
  const [asked, setAsked] = createSignal(path())
  createEffect(
    on(
      path,
      (name) => {
        const timer = setTimeout(() => setAsked(name), restMs)
        onCleanup(() => clearTimeout(timer))
      },
      { defer: true },
    ),
  )
  const load = createLoad(asked, optionExplanation)
  const shown = createMemo<OptionExplanation | undefined>((last) => load.value() ?? last)
  return {
    state: load.state,
    reload: load.reload,
    shown,
    isStale: () => shown()?.option !== option() || shown()?.workload !== code(),
  }
}
