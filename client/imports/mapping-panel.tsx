import { createSignal, For, Show } from 'solid-js'
import {
  type ColumnMapping,
  type ImportBatchView,
  type ImportField,
  type ImportGrouping,
  importFields,
} from '#models/imports/import.views.ts'
import { mapImport } from '#client/api/imports.ts'
import { said, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Confidence } from '#client/ui/confidence.tsx'
import { CheckField, SelectField } from '#client/ui/field.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { fieldWord, groupings, groupingWord } from './import-words.ts'

const doubtful = 0.7

type Chosen = Readonly<Record<string, ImportField>>

function keyOf(column: ColumnMapping): string {
  return `${column.table}\n${column.column}`
}

function ColumnLine(props: {
  column: ColumnMapping
  field: ImportField
  showTable: boolean
  isLocked: boolean
  onChange: (field: ImportField) => void
}) {
  const isDoubtful = () => props.field !== 'ignore' && props.field !== 'extra' && props.column.confidence < doubtful
  return (
    <tr classList={{ wn: isDoubtful() }}>
      <th scope="row">
        <span class="mono">{props.column.column}</span>
        <Show when={props.showTable}>
          <small class="mut"> {props.column.table}</small>
        </Show>
      </th>
      <td class="ex" title={props.column.samples.join(' ; ')}>
        {props.column.samples.join(' ; ')}
      </td>
      <td>
        <Icon name="right" small />
      </td>
      <td>
        <select
          class="in"
          aria-label={t('imports.fieldFor', { column: props.column.column })}
          disabled={props.isLocked}
          // The only values offered are those of the list of fields.
          onChange={(event) => props.onChange(event.currentTarget.value as ImportField)}
        >
          <For each={importFields}>
            {(field) => (
              <option value={field} selected={field === props.field}>
                {fieldWord(field)}
              </option>
            )}
          </For>
        </select>
      </td>
      <td>
        <Confidence value={props.column.confidence} />
      </td>
      <td class="nt">
        <Show when={props.column.note}>
          {(note) => (
            <Show when={isDoubtful()} fallback={<span class="mut sm">{said(note())}</span>}>
              <StatusMark tone="warn">{said(note())}</StatusMark>
            </Show>
          )}
        </Show>
        <Show when={props.column.unit}>
          {(unit) => <span class="mut sm"> {t('imports.unit', { unit: unit() })}</span>}
        </Show>
      </td>
    </tr>
  )
}

/** What proves a unit that was inferred: samples and a sentence, before anything is imported. */
function Proofs(props: { batch: ImportBatchView }) {
  return (
    <Show when={props.batch.proofs.length > 0}>
      <div class="proofs">
        <h3>{t('imports.proofs')}</h3>
        <ul>
          <For each={props.batch.proofs}>
            {(proof) => (
              <li>
                <span>
                  <b>{t('imports.proofInferred', { column: proof.column, inferred: proof.inferred })}</b>{' '}
                  {said(proof.because)} <span class="mono sm mut">{proof.samples.join(' ; ')}</span>
                </span>
                <Confidence value={proof.confidence} />
              </li>
            )}
          </For>
        </ul>
      </div>
    </Show>
  )
}

/** Which column becomes which field; changing one asks for a new simulation. */
export function MappingPanel(props: { batch: ImportBatchView; onMapped: (job: string | undefined) => void }) {
  const [changed, setChanged] = createSignal<Chosen>({})
  const [grouping, setGrouping] = createSignal<ImportGrouping>(props.batch.grouping)
  const [remember, setRemember] = createSignal(true)
  const [showIgnored, setShowIgnored] = createSignal(false)
  const act = createAct()
  const isLocked = () => props.batch.state !== 'mapping' && props.batch.state !== 'staged'
  const fieldOf = (column: ColumnMapping) => changed()[keyOf(column)] ?? column.field
  const ignored = () => props.batch.columns.filter((column) => column.field === 'ignore')
  const shown = () =>
    showIgnored() ? props.batch.columns : props.batch.columns.filter((column) => column.field !== 'ignore')
  const isChanged = () => Object.keys(changed()).length > 0 || grouping() !== props.batch.grouping
  const needsSimulation = () => props.batch.state === 'mapping' || isChanged()

  async function simulate() {
    const done = await act.run(async () => {
      const answer = await mapImport(props.batch, {
        columns: props.batch.columns.map((column) => ({
          table: column.table,
          column: column.column,
          field: fieldOf(column),
          unit: column.unit,
        })),
        grouping: grouping(),
        remember: remember(),
      })
      return { job: answer?.job }
    })
    if (done === undefined) return
    setChanged({})
    props.onMapped(done.job)
  }

  return (
    <Panel
      flush
      class="c-7"
      title={t('imports.mapping')}
      note={t('imports.mappingNote')}
      footer={
        ignored().length > 0 ? (
          <Button small kind="quiet" expanded={showIgnored()} onClick={() => setShowIgnored(!showIgnored())}>
            {showIgnored() ? t('imports.fewerColumns') : t('imports.ignoredColumns', { count: ignored().length })}
          </Button>
        ) : undefined
      }
    >
      <ScrollRegion label={t('workload.scrolling', { name: t('imports.mapping') })}>
        <table class="tbl mp">
          <caption class="vh">{t('imports.mapping')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('imports.column')}</th>
              <th scope="col">{t('imports.samples')}</th>
              <th scope="col" class="ar">
                <span class="vh">→</span>
              </th>
              <th scope="col" class="fd">
                {t('imports.field')}
              </th>
              <th scope="col" class="cf">
                {t('imports.confidence')}
              </th>
              <th scope="col">{t('imports.note')}</th>
            </tr>
          </thead>
          <tbody>
            <For each={shown()}>
              {(column) => (
                <ColumnLine
                  column={column}
                  field={fieldOf(column)}
                  showTable={props.batch.tables.length > 1}
                  isLocked={isLocked()}
                  onChange={(field) => setChanged((those) => ({ ...those, [keyOf(column)]: field }))}
                />
              )}
            </For>
          </tbody>
        </table>
      </ScrollRegion>
      <Proofs batch={props.batch} />
      <Show when={!isLocked()}>
        <div class="map-f">
          <SelectField
            label={t('imports.grouping')}
            value={grouping()}
            options={groupings.map((one) => ({ value: one, text: groupingWord(one) }))}
            onChange={setGrouping}
          />
          <CheckField label={t('imports.remember')} checked={remember()} onChange={setRemember} />
          <Show when={isChanged() && props.batch.state === 'staged'}>
            <p class="sm">
              <StatusMark tone="warn">{t('imports.mappingChanged')}</StatusMark>
            </p>
          </Show>
          <Show when={needsSimulation()}>
            <p>
              <Button
                kind={props.batch.state === 'mapping' ? 'primary' : 'default'}
                busy={act.isRunning() ? t('imports.applyingMapping') : undefined}
                onClick={() => void simulate()}
              >
                {t('imports.applyMapping')}
              </Button>
            </p>
          </Show>
          <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
        </div>
      </Show>
    </Panel>
  )
}
