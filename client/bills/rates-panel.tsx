import { createSignal, For, Show } from 'solid-js'
import type { RatesView, RateView } from '#models/bills/rates.schemas.ts'
import { may, session } from '#client/api/access.ts'
import { billMonthsPath, bodyRatesPath, exchangeRates, ratesPath, removeRate, sendRates } from '#client/api/bills.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { basisWords, kindText, rateStatusText, rateText } from './bill-words.ts'
import { BodyField } from './body-field.tsx'
import { FileChoice } from './file-choice.tsx'
import { RateDialog } from './rate-dialog.tsx'

/** Dated rates: which one each month takes, where it comes from, and the two doors by which rates come in. */
export function RatesPanel() {
  const [body, setBody] = createSignal(session()?.bodies[0]?.code ?? '')
  const [isTyping, setTyping] = createSignal(false)
  const load = createLoad(() => (body() === '' ? undefined : bodyRatesPath(body())), exchangeRates)
  const act = createAct()
  const changed = async () => {
    await Promise.all([refresh(ratesPath), refresh(billMonthsPath)])
  }
  async function take(file: File | undefined) {
    if (file === undefined) return
    const told = await act.run(async () => await sendRates(file, body()))
    if (told === undefined) return
    showToast({ text: t('bills.ratesImported', { ...told, otherSeries: '', refused: told.refused.length }) })
    await changed()
  }
  async function end(id: string) {
    const done = await act.run(async () => {
      await removeRate(id)
      return true
    })
    if (done === undefined) return
    showToast({ text: t('bills.rateEnded') })
    await changed()
  }
  return (
    <div class="stack">
      <Panel
        title={t('bills.ratesTitle')}
        note={t('bills.ratesNote')}
        end={
          <Show when={may('bills.import') && body() !== ''}>
            <div class="row-w">
              <FileChoice label={t('bills.ratesTitle')} accept=".csv,.json" onChoose={(file) => void take(file)}>
                {t('bills.importRates')}
              </FileChoice>
              <Button kind="primary" icon="plus" onClick={() => setTyping(true)}>
                {t('bills.addRate')}
              </Button>
            </div>
          </Show>
        }
      >
        <div class="bl-pick">
          <BodyField value={body()} onChange={setBody} />
        </div>
        <p class="hint">{t('bills.importRatesHint')}</p>
        <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      </Panel>
      <Shown load={load}>
        {(view) => (
          <>
            <Months view={view()} />
            <Rates rates={view().rates} onEnd={(id) => void end(id)} />
          </>
        )}
      </Shown>
      <Show when={isTyping()}>
        <RateDialog
          body={body()}
          onClose={() => setTyping(false)}
          onDone={() => {
            setTyping(false)
            void changed()
          }}
        />
      </Show>
    </div>
  )
}

function Months(props: { view: RatesView }) {
  return (
    <Panel flush title={t('bills.monthsTitle')}>
      <ScrollRegion label={t('workload.scrolling', { name: t('bills.monthsTitle') })}>
        <table class="tbl">
          <caption class="vh">{t('bills.monthsTitle')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('bills.month')}</th>
              <th scope="col">{t('bills.currency')}</th>
              <th scope="col" class="num">
                {t('bills.rate')}
              </th>
              <th scope="col">{t('bills.origin')}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.view.months}>
              {(one) => (
                <tr>
                  <th scope="row">{one.month}</th>
                  <td>{one.currency}</td>
                  <td class="num">
                    <Show when={one.rate} fallback={<StatusMark tone="none">{t('bills.unknownRate')}</StatusMark>}>
                      {(rate) => <>{rateText(rate().cadPerUnit)}</>}
                    </Show>
                  </td>
                  <td>
                    <Show when={one.rate}>
                      {(rate) => (
                        <>
                          {basisWords(rate())}
                          <br />
                          <small class="mut">{rate().source}</small>
                        </>
                      )}
                    </Show>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </ScrollRegion>
    </Panel>
  )
}

const shownRates = 60

function Rates(props: { rates: readonly RateView[]; onEnd: (id: string) => void }) {
  const [isWhole, setWhole] = createSignal(false)
  const shown = () => (isWhole() ? props.rates : props.rates.slice(0, shownRates))
  return (
    <Panel flush title={t('bills.allRates')}>
      <ScrollRegion label={t('workload.scrolling', { name: t('bills.allRates') })}>
        <table class="tbl bl-wide">
          <caption class="vh">{t('bills.allRates')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('bills.validOn')}</th>
              <th scope="col">{t('bills.currency')}</th>
              <th scope="col">{t('bills.kind')}</th>
              <th scope="col" class="num">
                {t('bills.rate')}
              </th>
              <th scope="col">{t('bills.status')}</th>
              <th scope="col">{t('bills.origin')}</th>
            </tr>
          </thead>
          <tbody>
            <For each={shown()}>
              {(one) => (
                <tr>
                  <th scope="row" class="nb">
                    {one.validOn}
                  </th>
                  <td>{one.currency}</td>
                  <td>{t(kindText[one.kind])}</td>
                  <td class="num">{rateText(one.cadPerUnit)}</td>
                  <td>
                    <StatusMark tone={one.status === 'verified' ? 'ok' : one.status === 'stated' ? 'mit' : 'warn'}>
                      {t(rateStatusText[one.status])}
                    </StatusMark>
                  </td>
                  <td>
                    {one.source}{' '}
                    <small class="mut">
                      {one.body ?? t('bills.shipped')}
                      {one.statedBy === null ? '' : ` · ${one.statedBy}`}
                    </small>
                    <Show when={may('bills.import') ? one.id : null}>
                      {(id) => (
                        <Button
                          small
                          kind="quiet"
                          icon="x"
                          name={t('bills.endRate', { date: one.validOn })}
                          onClick={() => props.onEnd(id())}
                        />
                      )}
                    </Show>
                  </td>
                </tr>
              )}
            </For>
            <Show when={props.rates.length > shown().length}>
              <tr>
                <td colspan="6">
                  <Button small onClick={() => setWhole(true)}>
                    + {fmt.integer(props.rates.length - shown().length)}
                  </Button>
                </td>
              </tr>
            </Show>
          </tbody>
        </table>
      </ScrollRegion>
    </Panel>
  )
}
