import { createSignal, For, Show } from 'solid-js'
import { type LedgerField, ledgerFields } from '#models/ledgers/ledger.schemas.ts'
import type { LedgerRead } from '#models/ledgers/ledger.views.ts'
import { may } from '#client/api/access.ts'
import { ledgersPath, sendExtract } from '#client/api/ledgers.ts'
import { refresh } from '#client/api/load.ts'
import { FileChoice } from '#client/bills/file-choice.tsx'
import { fmt, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { CheckField, SelectField } from '#client/ui/field.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { CostCentres, unknownCentres } from './cost-centres.tsx'
import { RefusedLines } from './refused-lines.tsx'
import { fieldText } from './ledger-words.ts'

type Columns = Partial<Record<LedgerField, string>>

/** An extract is tried first, then written; columns that no name tells are said here, once. */
export function SendExtract(props: { body: string }) {
  const [file, setFile] = createSignal<File>()
  const [columns, setColumns] = createSignal<Columns>()
  const [read, setRead] = createSignal<LedgerRead>()
  const [costCentres, setCostCentres] = createSignal<Readonly<Record<string, string>>>({})
  const [replace, setReplace] = createSignal(false)
  const act = createAct()
  const headers = () =>
    read()?.headers ??
    (act.problem()?.code === 'ledger-columns-missing'
      ? (act.problem()?.errors ?? []).flatMap(({ column }) => column ?? [])
      : [])

  async function send(dryRun: boolean) {
    const chosen = file()
    if (chosen === undefined) return
    const said = columns() ?? read()?.columns
    const mapping = said === undefined ? undefined : { columns: said, costCentres: costCentres() }
    const asked = { body: props.body, dryRun, replace: replace(), mapping }
    const sent = await act.run(async () => await sendExtract(chosen, asked))
    if (sent === undefined) return
    setRead(sent.read)
    if (dryRun) return
    showToast({ text: t(sent.outcome === 'identical' ? 'ledgers.identical' : 'ledgers.written') })
    setFile(undefined)
    setRead(undefined)
    setColumns(undefined)
    setCostCentres({})
    setReplace(false)
    void refresh(ledgersPath)
  }
  function choose(chosen: File | undefined) {
    if (chosen === undefined) return
    setFile(chosen)
    setRead(undefined)
    setColumns(undefined)
    setCostCentres({})
    void send(true)
  }
  function setColumn(field: LedgerField, header: string) {
    const others = Object.fromEntries(
      Object.entries(columns() ?? read()?.columns ?? {}).filter(([name]) => name !== field),
    )
    setColumns(header === '' ? others : { ...others, [field]: header })
  }
  return (
    <Panel title={t('ledgers.send')} note={t('ledgers.sendNote')}>
      <Show when={may('ledgers.import')} fallback={<p class="sm mut">{t('ledgers.cannotSend')}</p>}>
        <div class="stack">
          <div class="row-w">
            <FileChoice
              label={t('ledgers.send')}
              accept=".csv,.txt,.tsv"
              busy={act.isRunning() ? t('ledgers.reading') : undefined}
              onChoose={choose}
            >
              {t('ledgers.chooseFile')}
            </FileChoice>
            <span class="lg-names">{file()?.name ?? ''}</span>
          </div>
          <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
          <Show when={headers().length > 0}>
            <details open={read() === undefined}>
              <summary>{t('ledgers.columns')}</summary>
              <div class="stack">
                <p class="sm mut">{t('ledgers.columnsNote')}</p>
                <div class="lg-form">
                  <For each={ledgerFields}>
                    {(field) => (
                      <SelectField
                        label={t(fieldText[field])}
                        value={(columns() ?? read()?.columns ?? {})[field] ?? ''}
                        options={[
                          { value: '', text: t('ledgers.none') },
                          ...headers().map((header) => ({ value: header, text: header })),
                        ]}
                        onChange={(header) => setColumn(field, header)}
                      />
                    )}
                  </For>
                </div>
                <div>
                  <Button onClick={() => void send(true)}>{t('ledgers.readAgain')}</Button>
                </div>
              </div>
            </details>
          </Show>
          <Show when={read()}>
            {(value) => (
              <>
                <Trial read={value()} />
                <Show when={unknownCentres(value().refused).length > 0}>
                  <CostCentres
                    centres={unknownCentres(value().refused)}
                    act={t('ledgers.bindAndRead')}
                    busy={act.isRunning() ? t('ledgers.reading') : undefined}
                    onSay={(said) => {
                      setCostCentres({ ...costCentres(), ...said })
                      void send(true)
                    }}
                  />
                </Show>
              </>
            )}
          </Show>
          <Show when={read() !== undefined || act.problem()?.code === 'ledger-extract-stands'}>
            <CheckField label={t('ledgers.replace')} checked={replace()} onChange={setReplace} />
            <div>
              <Button
                kind="primary"
                busy={act.isRunning() ? t('ledgers.writing') : undefined}
                onClick={() => void send(false)}
              >
                {t('ledgers.write')}
              </Button>
            </div>
          </Show>
        </div>
      </Show>
    </Panel>
  )
}

function Trial(props: { read: LedgerRead }) {
  return (
    <div class="stack" aria-live="polite">
      <p>
        {t('ledgers.trial', {
          accepted: fmt.integer(props.read.rows.accepted),
          refused: fmt.integer(props.read.rows.refused),
          unassigned: fmt.integer(props.read.rows.unassigned),
        })}
      </p>
      <Show when={props.read.left.length > 0}>
        <p class="sm mut">{t('ledgers.leftColumns', { names: fmt.list(props.read.left) })}</p>
      </Show>
      <Show when={props.read.refused.length > 0}>
        <RefusedLines lines={props.read.refused} />
      </Show>
    </div>
  )
}
