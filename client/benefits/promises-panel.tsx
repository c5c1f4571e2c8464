import { createSignal, For, Show } from 'solid-js'
import type { BenefitsPage as BenefitsAnswer, BenefitView, PromiseSupport } from '#models/benefits/benefit.views.ts'
import { benefits, benefitsPath } from '#client/api/benefits.ts'
import { createLoad } from '#client/api/load.ts'
import { fold } from '#models/shared/fold.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, said, t, type TextKey } from '#client/i18n/i18n.ts'
import { Figure } from '#client/ui/figure.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { Note } from '#client/ui/problem-note.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'

/** Why the decision in force no longer supports a promise. */
const lostWord: Readonly<Record<Extract<PromiseSupport, { kind: 'unsupported' }>['reason'], TextKey>> = {
  retired: 'benefits.lostRetired',
  retained: 'benefits.lostRetained',
  'planned-cost-unknown': 'benefits.lostCostUnknown',
}

function BenefitLine(props: { benefit: BenefitView }) {
  const latest = () => props.benefit.promises.at(-1)
  const first = () => props.benefit.promises[0]
  return (
    <tr>
      <th scope="row">
        <span class="mono sm mut">{props.benefit.code}</span>{' '}
        <a href={`/charges/${encodeURIComponent(props.benefit.workload)}`}>{said(props.benefit.title)}</a>
        <Show when={props.benefit.kind === 'dis-benefit'}>
          {' '}
          <span class="tag warn">{t('benefits.disBenefit')}</span>
        </Show>
        <Show when={props.benefit.support.kind === 'unsupported' ? props.benefit.support : undefined}>
          {(lost) => (
            <p class="sm">
              <StatusMark tone="warn">{t('benefits.unsupported', { date: fmt.date(lost().since) })}</StatusMark>{' '}
              {t(lostWord[lost().reason])}
            </p>
          )}
        </Show>
      </th>
      <td>{props.benefit.body}</td>
      <Show
        when={latest()}
        fallback={
          <td colspan="4" class="mut">
            {unknownMark}
          </td>
        }
      >
        {(promise) => (
          <>
            <td class="num">{fmt.money(promise().currentCostCad)}</td>
            <td class="num">{fmt.money(promise().plannedCostCad)}</td>
            <td class="num">
              <b>
                <Figure id={promise().figure} label={t('benefits.figureOf', { code: props.benefit.code })}>
                  {fmt.money(promise().promisedCad)}
                </Figure>
              </b>
              <Show when={props.benefit.promises.length > 1 ? first() : undefined}>
                {(one) => (
                  <small class="mut">
                    {' '}
                    {t('benefits.version', { version: one().version })} {fmt.money(one().promisedCad)}
                  </small>
                )}
              </Show>
            </td>
            <td class="num mut">
              {t('benefits.range', {
                p10: fmt.compactMoney(Number(promise().rangeCad.p10)),
                p90: fmt.compactMoney(Number(promise().rangeCad.p90)),
              })}
            </td>
          </>
        )}
      </Show>
      <td>
        <StatusMark tone="none">{t('benefits.realisedNone')}</StatusMark>
      </td>
      <td class="nb">
        <a href={`/charges/${encodeURIComponent(props.benefit.workload)}?onglet=decision`}>
          <span class="vh">{t('benefits.seeDecision')} </span>
          {fmt.date(latest()?.recordedAt ?? '')}
        </a>
      </td>
    </tr>
  )
}

/** What signed decisions promised, each figure down to what it was frozen on. */
function Promises(props: { page: BenefitsAnswer }) {
  const [text, setText] = createSignal('')
  const shown = () => {
    const words = fold(text()).split(' ').filter(Boolean)
    return props.page.benefits.filter((one) => {
      const all = fold([one.code, one.title.fr, one.title.en, one.body, one.workload, one.workloadName].join(' '))
      return words.every((word) => all.includes(word))
    })
  }
  return (
    <Panel
      flush
      title={t('benefits.register')}
      note={t('benefits.shown', { shown: fmt.integer(shown().length), total: fmt.integer(props.page.benefits.length) })}
      end={
        <div class="search">
          <Icon name="search" />
          <input
            class="in"
            type="search"
            placeholder={t('benefits.filter')}
            aria-label={t('benefits.filter')}
            value={text()}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </div>
      }
    >
      <ScrollRegion label={t('workload.scrolling', { name: t('benefits.register') })}>
        <table class="tbl wide-b">
          <caption class="vh">{t('benefits.register')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('benefits.benefit')}</th>
              <th scope="col">{t('benefits.body')}</th>
              <th scope="col" class="num">
                {t('benefits.current')}
              </th>
              <th scope="col" class="num">
                {t('benefits.planned')}
              </th>
              <th scope="col" class="num">
                {t('benefits.promised')}
              </th>
              <th scope="col" class="num">
                {t('benefits.promisedRange')}
              </th>
              <th scope="col">{t('benefits.realised')}</th>
              <th scope="col">{t('benefits.decision')}</th>
            </tr>
          </thead>
          <tbody>
            <For each={shown()}>{(benefit) => <BenefitLine benefit={benefit} />}</For>
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colspan="4">
                {t('benefits.total')}
              </th>
              <td class="num">
                <Figure id={props.page.figure} label={t('benefits.promisedTotal')}>
                  {fmt.money(props.page.totalPromisedCad)}
                </Figure>
              </td>
              <td class="num mut">{unknownMark}</td>
              <td colspan="2" class="mut">
                {t('benefits.realisedNone')}
              </td>
            </tr>
          </tfoot>
        </table>
      </ScrollRegion>
    </Panel>
  )
}

/** Benefits whose chain of promises was altered outside the product. */
function brokenOf(page: BenefitsAnswer): string | undefined {
  const broken = page.benefits.filter((benefit) => benefit.chainBreak !== null)
  return broken.length === 0 ? undefined : broken.map((benefit) => benefit.code).join(', ')
}

/** Promises of decisions, and what was altered outside the product; nothing where no decision promised. */
export function PromisesPanel() {
  const load = createLoad(() => benefitsPath, benefits)
  return (
    <Shown load={load}>
      {(page) => (
        <Show when={page().benefits.length > 0}>
          <Show when={brokenOf(page())}>
            {(codes) => <Note tone="warn">{t('benefits.chainBroken', { codes: codes() })}</Note>}
          </Show>
          <Promises page={page()} />
        </Show>
      )}
    </Shown>
  )
}
