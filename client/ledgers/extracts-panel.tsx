import { createSignal, For, Show } from 'solid-js'
import type { LedgerExtractView } from '#models/ledgers/ledger.views.ts'
import { may } from '#client/api/access.ts'
import { extracts, extractsPath, ledgerLines, ledgersPath, linesPath, undoExtract } from '#client/api/ledgers.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { Figure } from '#client/ui/figure.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { RefusedPanel } from './refused-panel.tsx'
import { elementText, kindText, stateText } from './ledger-words.ts'

/** Extracts received, those that count and those that no longer do. */
export function ExtractsPanel(props: { body: string }) {
  const load = createLoad(() => extractsPath(props.body), extracts)
  const [looked, setLooked] = createSignal<string>()
  const act = createAct()
  async function undo(extract: LedgerExtractView) {
    if ((await act.run(async () => await undoExtract(extract))) === undefined) return
    showToast({ text: t('ledgers.undone') })
    void refresh(ledgersPath)
  }
  return (
    <Panel title={t('ledgers.extracts')} flush>
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      <Shown load={load}>
        {(list) => (
          <Show
            when={list().length > 0}
            fallback={<Empty title={t('ledgers.noExtracts')}>{t('ledgers.noExtractsWhy')}</Empty>}
          >
            <ScrollRegion label={t('workload.scrolling', { name: t('ledgers.extracts') })}>
              <table class="tbl lg-wide">
                <caption class="vh">{t('ledgers.extracts')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('ledgers.file')}</th>
                    <th scope="col">{t('ledgers.received')}</th>
                    <th scope="col" class="num">
                      {t('ledgers.lines')}
                    </th>
                    <th scope="col" class="num">
                      {t('ledgers.refusedHead')}
                    </th>
                    <th scope="col">{t('ledgers.state')}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={list()}>
                    {(extract) => (
                      <tr>
                        <th scope="row" class="lg-names">
                          {extract.name}
                        </th>
                        <td>
                          {fmt.dateTime(extract.receivedAt)} · {extract.statedBy}
                        </td>
                        <td class="num">{fmt.integer(extract.rows.accepted)}</td>
                        <td class="num">
                          <Show when={extract.rows.refused > 0} fallback="0">
                            <Button
                              small
                              pressed={looked() === extract.id}
                              onClick={() => setLooked(looked() === extract.id ? undefined : extract.id)}
                            >
                              {fmt.integer(extract.rows.refused)}
                              <span class="vh"> {t('ledgers.refusedOf', { name: extract.name })}</span>
                            </Button>
                          </Show>
                        </td>
                        <td>
                          <span class="row-w">
                            {t(stateText[extract.state])}
                            <Show when={extract.state === 'applied' && may('ledgers.import')}>
                              <Button
                                small
                                icon="undo"
                                name={t('ledgers.undo', { name: extract.name })}
                                onClick={() => void undo(extract)}
                              />
                            </Show>
                          </span>
                        </td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </ScrollRegion>
            <Show when={looked()} keyed>
              {(id) => <RefusedPanel id={id} onReplayed={setLooked} />}
            </Show>
          </Show>
        )}
      </Shown>
    </Panel>
  )
}

const fewLines = 30

/** Lines of the ledger that count, a page at a time. */
export function LinesPanel(props: { body: string }) {
  const [cursor, setCursor] = createSignal('')
  const [isWhole, setWhole] = createSignal(false)
  const load = createLoad(() => linesPath(props.body, cursor()), ledgerLines)
  return (
    <Panel title={t('ledgers.entries')} flush>
      <Shown load={load}>
        {(page) => (
          <Show when={page().items.length > 0} fallback={<p class="sm mut lg-pad">{t('ledgers.noEntries')}</p>}>
            <ScrollRegion label={t('workload.scrolling', { name: t('ledgers.entries') })}>
              <table class="tbl lg-wide">
                <caption class="vh">{t('ledgers.entries')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('ledgers.period')}</th>
                    <th scope="col">{t('ledgers.element')}</th>
                    <th scope="col">{t('ledgers.kind')}</th>
                    <th scope="col">{t('ledgers.workload')}</th>
                    <th scope="col">{t('ledgers.fund')}</th>
                    <th scope="col" class="num">
                      {t('ledgers.hours')}
                    </th>
                    <th scope="col" class="num">
                      {t('ledgers.amount')}
                    </th>
                    <th scope="col">{t('ledgers.file')}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={isWhole() ? page().items : page().items.slice(0, fewLines)}>
                    {(one) => (
                      <tr>
                        <th scope="row">{one.period}</th>
                        <td>{t(elementText[one.costElement])}</td>
                        <td>{t(kindText[one.kind])}</td>
                        <td>
                          {one.workload === null
                            ? t('ledgers.noWorkload')
                            : `${one.workload} ${one.workloadName ?? ''}`}
                        </td>
                        <td>{one.fund}</td>
                        <td class="num">{one.hours === null ? '' : fmt.decimal(one.hours, 1)}</td>
                        <td class="num">
                          <Figure id={one.figure} label={`${t(elementText[one.costElement])}, ${one.period}`}>
                            {fmt.money(one.amountCad)}
                          </Figure>
                        </td>
                        <td class="lg-names">
                          {one.file} : {fmt.integer(one.line)}
                        </td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </ScrollRegion>
            <Show when={!isWhole() && page().items.length > fewLines}>
              <div class="lg-pad">
                <Button small onClick={() => setWhole(true)}>
                  {t('ledgers.showAll', { count: page().items.length - fewLines })}
                </Button>
              </div>
            </Show>
            <Show when={isWhole() ? page().next : null}>
              {(next) => (
                <div class="lg-pad">
                  <Button onClick={() => setCursor(next())}>{t('ledgers.more')}</Button>
                </div>
              )}
            </Show>
          </Show>
        )}
      </Shown>
    </Panel>
  )
}
