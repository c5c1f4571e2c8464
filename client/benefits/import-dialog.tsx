import { createSignal, createUniqueId, For, Show } from 'solid-js'
import { type ColumnOf, importFields, type RegisterField } from '#models/benefits/register-columns.ts'
import type { ImportLine, ImportPlan } from '#models/benefits/register-import.ts'
import { fieldHeads } from '#models/benefits/register-workbook.ts'
import { createJobWatch } from '#client/api/jobs.ts'
import { refresh } from '#client/api/load.ts'
import {
  applyRegister,
  mapPath,
  pastRegisterImportsPath,
  previewRegister,
  registerPath,
  registerTemplatePath,
} from '#client/api/register.ts'
import { fmt, language, said, t, type TextKey } from '#client/i18n/i18n.ts'
import { JobProgress } from '#client/imports/job-progress.tsx'
import { createAct } from '#client/ui/act.ts'
import { LinkButton } from '#client/ui/button.tsx'
import { SelectField } from '#client/ui/field.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { StatusMark, type Tone } from '#client/ui/verdict-mark.tsx'
import { FormDialog } from './form-dialog.tsx'
import { BodyField, firstBody } from './form-fields.tsx'
import { PastImports } from './past-register-imports.tsx'

const fieldName = (field: RegisterField) => fieldHeads[field][language()]
const outcomeLook: Readonly<Record<ImportLine['outcome'], readonly [Tone, TextKey]>> = {
  added: ['ok', 'benefits.importAdded'],
  changed: ['mit', 'benefits.importChanged'],
  unchanged: ['none', 'benefits.importUnchanged'],
  refused: ['bad', 'benefits.importRefused'],
}
/** Lines shown before applying, those refused first; the counts speak of all. */
const mostShown = 200
const isRefused = (line: ImportLine) => line.outcome === 'refused'

function Lines(props: { plan: ImportPlan }) {
  const shown = () => {
    const told = props.plan.lines.filter((line) => line.outcome !== 'unchanged')
    return [...told.filter(isRefused), ...told.filter((line) => !isRefused(line))].slice(0, mostShown)
  }
  const why = (line: ImportLine) =>
    line.refusals
      .map((one) => `${fieldName(one.field)}${one.value === '' ? '' : ` « ${one.value} »`} : ${said(one.text)}`)
      .join(' ; ')
  return (
    <ScrollRegion class="bn-list" label={t('benefits.importPreview')}>
      <table class="tbl">
        <caption class="vh">{t('benefits.importPreview')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('benefits.importTable')}</th>
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
                <td>{line.table}</td>
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

/** Which column says what: proposed by the headers, or as they were chosen for this source the last time. */
function Columns(props: { plan: ImportPlan; columns: ColumnOf; onChoose: (columns: ColumnOf) => void }) {
  const choose = (field: RegisterField, header: string) => {
    const { [field]: _before, ...others } = props.columns
    props.onChoose(header === '' ? others : { ...others, [field]: header })
  }
  return (
    <details class="alt" open={Object.keys(props.plan.columns).length < 2}>
      <summary>{t('benefits.importColumns')}</summary>
      <div class="bn-f">
        <For each={importFields}>
          {(field) => (
            <SelectField
              label={fieldName(field)}
              value={props.columns[field] ?? ''}
              options={[
                { value: '', text: t('benefits.noColumn') },
                ...props.plan.headers.map((header) => ({ value: header, text: header })),
              ]}
              onChange={(header) => choose(field, header)}
            />
          )}
        </For>
      </div>
    </details>
  )
}

/** A register kept in a workbook: what each line would do, by columns one may change; applied by a job, and undone whole. */
export function ImportDialog(props: { body: string | undefined; onClose: () => void }) {
  const fileId = createUniqueId()
  const [file, setFile] = createSignal<File>()
  const [body, setBody] = createSignal(firstBody(props.body))
  const [columns, setColumns] = createSignal<ColumnOf>()
  const [plan, setPlan] = createSignal<ImportPlan>()
  const [isNamed, setNamed] = createSignal(true)
  const act = createAct()
  const watch = createJobWatch((job) => {
    void Promise.all([refresh(registerPath), refresh(mapPath), refresh(pastRegisterImportsPath)])
    if (job.state !== 'done') return
    const done = plan()?.benefits ?? { added: 0, changed: 0 }
    showToast({ text: t('benefits.importDone', done) })
    props.onClose()
  })
  const forget = () => {
    setPlan(undefined)
    watch.forget()
  }
  const preview = async () => {
    const chosen = file()
    setNamed(chosen !== undefined)
    if (chosen === undefined) return
    const found = await act.run(() => previewRegister(chosen, { body: body(), columns: columns() }))
    if (found === undefined) return
    setPlan(found)
    setColumns(found.columns)
  }
  const apply = async () => {
    const chosen = file()
    if (chosen === undefined) return
    const started = await act.run(() => applyRegister(chosen, { body: body(), columns: columns() }))
    if (started !== undefined) watch.watch(started.job)
  }
  return (
    <FormDialog
      title={t('benefits.import')}
      act={act}
      fault={isNamed() ? undefined : t('benefits.importNoFile')}
      submit={t(plan() === undefined ? 'benefits.importPreview' : 'benefits.importApply')}
      onSubmit={() => void (plan() === undefined ? preview() : apply())}
      onClose={() => props.onClose()}
      other={
        <LinkButton kind="quiet" icon="download" download href={registerTemplatePath(language())}>
          {t('benefits.importTemplate')}
        </LinkButton>
      }
    >
      <div class="bn-f">
        <BodyField
          value={body()}
          error={act.errorAt('?body')}
          onChange={(next) => {
            setBody(next)
            forget()
          }}
        />
        <div class="field">
          <label for={fileId}>{t('benefits.importFile')}</label>
          <input
            id={fileId}
            class="in"
            type="file"
            accept=".xlsx,.csv,.zip"
            aria-invalid={isNamed() ? undefined : 'true'}
            aria-describedby={isNamed() ? undefined : `${fileId}-error`}
            onChange={(event) => {
              setFile(event.currentTarget.files?.[0])
              setNamed(true)
              setColumns(undefined)
              forget()
            }}
          />
          <Show when={!isNamed()}>
            <p class="err" id={`${fileId}-error`}>
              {t('benefits.importNoFile')}
            </p>
          </Show>
        </div>
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
            <Columns
              plan={found()}
              columns={columns() ?? {}}
              onChoose={(next) => {
                setColumns(next)
                void preview()
              }}
            />
            <Lines plan={found()} />
          </>
        )}
      </Show>
      <Show when={watch.job()}>
        {(job) => <JobProgress title={t('benefits.importing')} job={job()} note={t('benefits.importWhole')} />}
      </Show>
      <Show when={plan() === undefined}>
        <PastImports />
      </Show>
    </FormDialog>
  )
}
