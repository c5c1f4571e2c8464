import { createSignal, For, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { BudgetEntryView } from '#models/ledgers/ledger.views.ts'
import { may } from '#client/api/access.ts'
import {
  budgetEntries,
  budgetEntriesPath,
  correctBudgetEntry,
  createBudgetEntry,
  ledgersPath,
} from '#client/api/ledgers.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { TextField } from '#client/ui/field.tsx'
import { Figure } from '#client/ui/figure.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { showToast } from '#client/ui/toast.tsx'

const amounts = [
  { amount: 'amountCad', term: 'amount', text: 'ledgers.amount' },
  { amount: 'acceptedCad', term: 'accepted', text: 'ledgers.accepted' },
  { amount: 'leftCad', term: 'left', text: 'ledgers.left' },
] as const

/** Budget withdrawn from funds, and what accepted claims left of it. */
export function BudgetPanel(props: { body: string }) {
  const load = createLoad(() => budgetEntriesPath(props.body), budgetEntries)
  const [open, setOpen] = createSignal<{ readonly entry: BudgetEntryView | undefined }>()
  return (
    <Panel
      title={t('ledgers.withdrawn')}
      note={t('ledgers.withdrawnNote')}
      flush
      end={
        <Show when={may('ledgers.import')}>
          <Button icon="plus" onClick={() => setOpen({ entry: undefined })}>
            {t('ledgers.addWithdrawn')}
          </Button>
        </Show>
      }
    >
      <Shown load={load}>
        {(entries) => (
          <Show
            when={entries().length > 0}
            fallback={<Empty title={t('ledgers.noWithdrawn')}>{t('ledgers.noWithdrawnWhy')}</Empty>}
          >
            <ScrollRegion label={t('workload.scrolling', { name: t('ledgers.withdrawn') })}>
              <table class="tbl lg-wide">
                <caption class="vh">{t('ledgers.withdrawn')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('ledgers.code')}</th>
                    <th scope="col">{t('ledgers.fund')}</th>
                    <th scope="col">{t('ledgers.fiscalYear')}</th>
                    <For each={amounts}>
                      {({ text }) => (
                        <th scope="col" class="num">
                          {t(text)}
                        </th>
                      )}
                    </For>
                    <th scope="col">{t('ledgers.effectiveOn')}</th>
                    <th scope="col">{t('ledgers.reference')}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={entries()}>
                    {(entry) => (
                      <tr>
                        <th scope="row">
                          <span class="row-w">
                            {entry.code}
                            <Show when={may('ledgers.import')}>
                              <Button
                                small
                                kind="quiet"
                                icon="pen"
                                name={t('ledgers.correct', { code: entry.code })}
                                onClick={() => setOpen({ entry })}
                              />
                            </Show>
                          </span>
                        </th>
                        <td>{entry.fund}</td>
                        <td>{entry.fiscalYear}</td>
                        <For each={amounts}>
                          {({ amount, term, text }) => (
                            <td class="num">
                              <Figure id={entry.figures[term]} label={`${t(text)}, ${entry.code}`}>
                                {fmt.money(entry[amount])}
                              </Figure>
                            </td>
                          )}
                        </For>
                        <td>{fmt.date(entry.effectiveOn)}</td>
                        <td>
                          {entry.reference}
                          <Show when={entry.corrections > 0}>
                            <span class="sm mut"> ({t('ledgers.corrections', { count: entry.corrections })})</span>
                          </Show>
                        </td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </ScrollRegion>
          </Show>
        )}
      </Shown>
      <Show when={open()} keyed>
        {({ entry }) => <EntryDialog body={props.body} entry={entry} onClose={() => setOpen(undefined)} />}
      </Show>
    </Panel>
  )
}

function EntryDialog(props: { body: string; entry: BudgetEntryView | undefined; onClose: () => void }) {
  const [typed, setTyped] = createStore({
    fund: props.entry?.fund ?? '',
    fiscalYear: props.entry?.fiscalYear ?? '',
    amountCad: props.entry?.amountCad ?? '',
    effectiveOn: props.entry?.effectiveOn ?? '',
    reference: props.entry?.reference ?? '',
    reason: '',
  })
  const act = createAct()
  async function save() {
    const { reason, ...content } = typed
    const { entry, body } = props
    const made = await act.run(async () =>
      entry === undefined
        ? await createBudgetEntry({ body, ...content })
        : await correctBudgetEntry(entry, { ...content, reason }),
    )
    if (made === undefined) return
    showToast({ text: t('ledgers.saved', { code: made.code }) })
    void refresh(ledgersPath)
    props.onClose()
  }
  return (
    <Dialog
      open
      title={props.entry === undefined ? t('ledgers.addWithdrawn') : t('ledgers.correct', { code: props.entry.code })}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button kind="primary" busy={act.isRunning() ? t('ledgers.saving') : undefined} onClick={() => void save()}>
            {t('ledgers.save')}
          </Button>
        </>
      }
    >
      <div class="stack">
        <TextField
          label={t('ledgers.fund')}
          value={typed.fund}
          onInput={(fund) => setTyped({ fund })}
          error={act.errorAt('/fund')}
        />
        <TextField
          label={t('ledgers.fiscalYear')}
          hint={t('ledgers.yearHint')}
          value={typed.fiscalYear}
          onInput={(fiscalYear) => setTyped({ fiscalYear })}
          error={act.errorAt('/fiscalYear')}
        />
        <TextField
          label={t('ledgers.amount')}
          hint={t('ledgers.amountHint')}
          value={typed.amountCad}
          onInput={(amountCad) => setTyped({ amountCad })}
          error={act.errorAt('/amountCad')}
        />
        <TextField
          type="date"
          label={t('ledgers.effectiveOn')}
          value={typed.effectiveOn}
          onInput={(effectiveOn) => setTyped({ effectiveOn })}
          error={act.errorAt('/effectiveOn')}
        />
        <TextField
          label={t('ledgers.reference')}
          value={typed.reference}
          onInput={(reference) => setTyped({ reference })}
          error={act.errorAt('/reference')}
        />
        <Show when={props.entry !== undefined}>
          <TextField
            label={t('ledgers.reason')}
            lines={2}
            value={typed.reason}
            onInput={(reason) => setTyped({ reason })}
            error={act.errorAt('/reason')}
          />
        </Show>
        <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      </div>
    </Dialog>
  )
}
