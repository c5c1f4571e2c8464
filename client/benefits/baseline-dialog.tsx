import { createStore } from 'solid-js/store'
import { createSignal, Show } from 'solid-js'
import { type ReadRows, regressionRows, unitRateRows } from '#models/benefits/baseline-rows.ts'
import type { BaselineModel } from '#models/benefits/register.schemas.ts'
import { proposeBaseline } from '#client/api/register.ts'
import { said, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { FormDialog, type OnMeasure } from './form-dialog.tsx'
import { MonthFields } from './form-fields.tsx'
import { baselineKindText, choices, faultWords, linesOf, numberOf } from './form-words.ts'

function modelRead(draft: { kind: BaselineModel['kind']; value: string; rows: string }): ReadRows {
  if (draft.kind === 'unit-rates') return unitRateRows(draft.rows)
  if (draft.kind === 'regression') return regressionRows(draft.rows)
  return { kind: 'read', model: { kind: 'value', value: numberOf(draft.value) } }
}

/** What the benefit is held against: a second person freezes it. */
export function BaselineDialog(props: OnMeasure) {
  const [draft, setDraft] = createStore({
    kind: 'value' as BaselineModel['kind'],
    value: '',
    rows: '',
    window: { from: '', to: '' },
    method: '',
    evidence: '',
    reason: '',
  })
  const [rowsError, setRowsError] = createSignal<string>()
  const act = createAct()
  async function submit() {
    const { window, method, evidence, reason } = draft
    const read = modelRead(draft)
    if (read.kind === 'fault') {
      setRowsError(faultWords(read))
      return
    }
    setRowsError(undefined)
    const done = await act.run(() =>
      proposeBaseline(props.benefit, props.measure.key, {
        model: read.model,
        window: { ...window },
        method,
        evidence: [...linesOf(evidence)],
        reason,
      }),
    )
    if (done !== undefined) props.onDone(done)
  }
  return (
    <FormDialog
      title={t('benefits.baselineTitle', { name: said(props.measure.content.name) })}
      act={act}
      fault={rowsError()}
      submit={t('benefits.propose')}
      onSubmit={() => void submit()}
      onClose={props.onClose}
      reason={{ value: draft.reason, onInput: (reason) => setDraft({ reason }) }}
    >
      <SelectField
        label={t('benefits.baselineKind')}
        value={draft.kind}
        options={choices(baselineKindText, ['value', 'unit-rates', 'regression'])}
        onChange={(kind) => {
          setRowsError(undefined)
          setDraft({ kind })
        }}
      />
      <Show
        when={draft.kind === 'value'}
        fallback={
          <TextField
            label={t(baselineKindText[draft.kind])}
            hint={t(draft.kind === 'regression' ? 'benefits.regressionHint' : 'benefits.unitRatesHint')}
            lines={5}
            value={draft.rows}
            error={rowsError() ?? act.errorAt('/model')}
            onInput={(rows) => setDraft({ rows })}
          />
        }
      >
        <TextField
          label={t('benefits.valueIn', { unit: props.measure.content.unit })}
          value={draft.value}
          error={act.errorAt('/model')}
          onInput={(value) => setDraft({ value })}
        />
      </Show>
      <div class="bn-f">
        <MonthFields
          months={draft.window}
          act={act}
          pointer="/window"
          onInput={(window) => setDraft('window', window)}
        />
      </div>
      <TextField
        label={t('benefits.method')}
        value={draft.method}
        error={act.errorAt('/method')}
        onInput={(method) => setDraft({ method })}
      />
      <TextField
        label={t('benefits.evidence')}
        hint={t('benefits.evidenceHint')}
        optional
        lines={2}
        value={draft.evidence}
        error={act.errorAt('/evidence')}
        onInput={(evidence) => setDraft({ evidence })}
      />
    </FormDialog>
  )
}
