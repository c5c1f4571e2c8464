import { createSignal, Show } from 'solid-js'
import type { FormulaDefinition } from '#models/formulas/formula-set.ts'
import type { FormulaVersionDetail } from '#models/formulas/formula.views.ts'
import { proposeFormulas } from '#client/api/formulas.ts'
import { refresh } from '#client/api/load.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { TextField } from '#client/ui/field.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { BodiesField } from './bodies-field.tsx'
import { keepDraft } from './formula-draft.ts'

const shortest = 3

/** Puts a draft forward: for whom, from which day, and why. */
export function ProposePanel(props: {
  set: string
  formulas: readonly FormulaDefinition[]
  body: string
  onBody: (code: string) => void
  blockedBy: string | undefined
  onProposed: (version: FormulaVersionDetail) => void
}) {
  const [from, setFrom] = createSignal(fmt.date(new Date().toISOString()))
  const [reason, setReason] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const act = createAct()
  const ownErrors = () => ['/validFrom', '/body', '/reason'].some((pointer) => act.errorAt(pointer) !== undefined)
  async function propose() {
    setTried(true)
    if (reason().trim().length < shortest) return
    const given = { body: props.body, formulas: [...props.formulas], validFrom: from(), reason: reason().trim() }
    const made = await act.run(async () => await proposeFormulas(props.set, given))
    if (made === undefined) return
    keepDraft(undefined)
    showToast({ text: t('formulas.proposed', { version: made.version }) })
    await refresh('/api/formula-sets')
    props.onProposed(made)
  }
  return (
    <Panel
      title={t('formulas.propose')}
      footer={
        <Button
          kind="primary"
          busy={act.isRunning() ? t('formulas.proposing') : undefined}
          blockedBy={props.blockedBy}
          onClick={() => void propose()}
        >
          {t('formulas.propose')}
        </Button>
      }
    >
      <div class="fx-form">
        <BodiesField
          label={t('formulas.standsFor')}
          hint={t('formulas.standsForHint')}
          value={props.body}
          onChange={(code) => props.onBody(code)}
          error={act.errorAt('/body')}
        />
        <TextField
          label={t('formulas.from')}
          type="date"
          value={from()}
          onInput={setFrom}
          error={act.errorAt('/validFrom')}
        />
        <TextField
          label={t('formulas.reason')}
          lines={3}
          value={reason()}
          onInput={setReason}
          error={tried() && reason().trim().length < shortest ? t('formulas.reasonMissing') : act.errorAt('/reason')}
        />
      </div>
      <Show when={ownErrors() ? undefined : act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Panel>
  )
}
