import { createSignal, onCleanup, Show } from 'solid-js'
import type { FormulaDefinition } from '#models/formulas/formula-set.ts'
import type { FormulaEffect } from '#models/formulas/formula.views.ts'
import { draftEffect } from '#client/api/formulas.ts'
import { t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { Note, ProblemNote } from '#client/ui/problem-note.tsx'
import { BodiesField } from './bodies-field.tsx'
import { EffectTables } from './effect-tables.tsx'

type Told = { readonly of: readonly FormulaDefinition[]; readonly body: string; readonly effect: FormulaEffect }

/** Computes what a draft would change over the portfolio; says how long it has run, and may be stopped. */
export function EffectPanel(props: {
  set: string
  formulas: readonly FormulaDefinition[]
  body: string
  onBody: (code: string) => void
  blockedBy: string | undefined
}) {
  const act = createAct()
  const [told, setTold] = createSignal<Told>()
  const [seconds, setSeconds] = createSignal(0)
  const [isStopped, setStopped] = createSignal(false)
  let asked: AbortController | undefined
  onCleanup(() => asked?.abort())
  async function compute() {
    const mine = new AbortController()
    asked = mine
    setStopped(false)
    setSeconds(0)
    const timer = setInterval(() => setSeconds(seconds() + 1), 1000)
    const { formulas, body } = props
    const effect = await act.run(async () => {
      try {
        return await draftEffect(props.set, { body, formulas: [...formulas] }, mine.signal)
      } catch (error) {
        if (mine.signal.aborted) return undefined
        throw error
      }
    })
    clearInterval(timer)
    if (effect !== undefined) setTold({ of: formulas, body, effect })
  }
  return (
    <Panel title={t('formulas.effect')} note={t('formulas.effectNote')}>
      <div class="stack">
        <div class="fx-ask" aria-live="polite">
          <BodiesField label={t('formulas.effectBody')} value={props.body} onChange={(code) => props.onBody(code)} />
          <div class="row-w">
            <Button
              busy={act.isRunning() ? t('formulas.seeingEffect', { seconds: seconds() }) : undefined}
              blockedBy={props.blockedBy}
              onClick={() => void compute()}
            >
              {t('formulas.seeEffect')}
            </Button>
            <Show when={act.isRunning()}>
              <Button
                icon="stop"
                onClick={() => {
                  setStopped(true)
                  asked?.abort()
                }}
              >
                {t('formulas.stop')}
              </Button>
            </Show>
            <Show when={isStopped()}>
              <span class="mut">{t('formulas.stopped')}</span>
            </Show>
          </div>
        </div>
        <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
        <Show when={told()}>
          {(it) => (
            <>
              <Show when={it().of !== props.formulas || it().body !== props.body}>
                <Note tone="warn">{t('formulas.staleEffect')}</Note>
              </Show>
              <EffectTables effect={it().effect} />
            </>
          )}
        </Show>
      </div>
    </Panel>
  )
}
