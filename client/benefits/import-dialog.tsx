import { createSignal, For, Show } from 'solid-js'
import {
  type ColumnOf,
  type ImportLine,
  type ImportPlan,
  importFields,
  type RegisterField,
} from '#models/benefits/register-import.ts'
import { refresh } from '#client/api/load.ts'
import { importRegister, registerPath, undoRegisterImport } from '#client/api/register.ts'
import { fmt, said, t, type TextKey } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { SelectField } from '#client/ui/field.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { StatusMark, type Tone } from '#client/ui/verdict-mark.tsx'
import { FormDialog } from './form-dialog.tsx'
import { BodyField, firstBody } from './form-fields.tsx'

const fieldText: Readonly<Record<RegisterField, TextKey>> = {
  code: 'benefits.number',
  'title-fr': 'benefits.titleFr',
  'title-en': 'benefits.titleEn',
  type: 'benefits.type',
  sign: 'benefits.sign',
  category: 'benefits.category',
  owner: 'benefits.owner',
  finance: 'benefits.finance',
  beneficiary: 'benefits.beneficiary',
  'budget-line': 'benefits.budgetLine',
  'starts-on': 'benefits.startsOn',
  'ends-on': 'benefits.endsOn',
  measure: 'benefits.measureName',
  unit: 'benefits.unit',
  frequency: 'benefits.frequency',
  source: 'benefits.source',
}
const outcomeLook: Readonly<Record<ImportLine['outcome'], readonly [Tone, TextKey]>> = {
  added: ['ok', 'benefits.importAdded'],
  changed: ['mit', 'benefits.importChanged'],
  unchanged: ['none', 'benefits.importUnchanged'],
  refused: ['bad', 'benefits.importRefused'],
}
/** Lines shown before applying; the counts speak of all. */
const mostShown = 200

function Lines(props: { plan: ImportPlan }) {
  const shown = () => props.plan.lines.filter((line) => line.outcome !== 'unchanged').slice(0, mostShown)
  const why = (line: ImportLine) =>
    line.refusals.map((one) => `${t(fieldText[one.field])} « ${one.value} » : ${said(one.text)}`).join(' ; ')
  return (
    <ScrollRegion class="bn-list" label={t('benefits.importPreview')}>
      <table class="tbl">
        <caption class="vh">{t('benefits.importPreview')}</caption>
        <thead>
          <tr>
            <th scope="col" class="num">
              {t('benefits.importLine')}
            </th>
            <th scope="col">{t('benefits.benefit')}</th>
            <th scope="col">{t('benefits.importOutcome')}</th>
          </tr>
        </thead>
        <tbody>
          <For each={shown()}>
            {(line) => (
              <tr>
                <td class="num">{fmt.integer(line.line)}</td>
                <th scope="row">
                  <span class="mono">{line.code ?? ''}</span> {line.title}
                </th>
                <td>
                  <StatusMark tone={outcomeLook[line.outcome][0]}>{t(outcomeLook[line.outcome][1])}</StatusMark>{' '}
                  <span class="sm mut">{why(line)}</span>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </ScrollRegion>
  )
}

/** A register kept in a workbook: what each line would do, by columns one may change; applied, it can be undone. */
export function ImportDialog(props: { body: string | undefined; onClose: () => void }) {
  const [file, setFile] = createSignal<File>()
  const [body, setBody] = createSignal(firstBody(props.body))
  const [columns, setColumns] = createSignal<ColumnOf>()
  const [plan, setPlan] = createSignal<ImportPlan>()
  const act = createAct()
  const read = async (apply: boolean) => {
    const chosen = file()
    if (chosen === undefined) return undefined
    return act.run(() => importRegister(chosen, { body: body(), columns: columns(), apply }))
  }
  const preview = async () => {
    const found = await read(false)
    if (found === undefined) return
    setPlan(found)
    setColumns(found.columns)
  }
  const choose = (field: RegisterField, header: string) => {
    const { [field]: _before, ...others } = columns() ?? {}
    setColumns(header === '' ? others : { ...others, [field]: header })
    void preview()
  }
  const undo = async (change: string) => {
    await undoRegisterImport(change)
    await refresh(registerPath)
  }
  const apply = async () => {
    const done = await read(true)
    if (done === undefined) return
    await refresh(registerPath)
    const { change, counts } = done
    showToast({
      text: t('benefits.importDone', { added: counts.added, changed: counts.changed }),
      ...(change === null ? {} : { undo: () => undo(change) }),
    })
    props.onClose()
  }
  return (
    <FormDialog
      title={t('benefits.import')}
      act={act}
      submit={t(plan() === undefined ? 'benefits.importPreview' : 'benefits.importApply')}
      onSubmit={() => void (plan() === undefined ? preview() : apply())}
      onClose={() => props.onClose()}
    >
      <div class="bn-f">
        <BodyField
          value={body()}
          onChange={(next) => {
            setBody(next)
            setPlan(undefined)
          }}
        />
        <label class="field">
          {t('benefits.importFile')}
          <input
            class="in"
            type="file"
            accept=".xlsx,.csv,.zip"
            onChange={(event) => {
              setFile(event.currentTarget.files?.[0])
              setColumns(undefined)
              setPlan(undefined)
            }}
          />
        </label>
      </div>
      <Show when={plan()}>
        {(found) => (
          <>
            <p role="status">
              {t('benefits.importCounts', {
                added: fmt.integer(found().counts.added),
                changed: fmt.integer(found().counts.changed),
                unchanged: fmt.integer(found().counts.unchanged),
                refused: fmt.integer(found().counts.refused),
              })}
            </p>
            <details class="alt" open={Object.keys(found().columns).length < 2}>
              <summary>{t('benefits.importColumns')}</summary>
              <div class="bn-f">
                <For each={importFields}>
                  {(field) => (
                    <SelectField
                      label={t(fieldText[field])}
                      value={columns()?.[field] ?? ''}
                      options={[
                        { value: '', text: t('benefits.noColumn') },
                        ...found().headers.map((header) => ({ value: header, text: header })),
                      ]}
                      onChange={(header) => choose(field, header)}
                    />
                  )}
                </For>
              </div>
            </details>
            <Lines plan={found()} />
          </>
        )}
      </Show>
    </FormDialog>
  )
}
