import { createMemo, For, Show } from 'solid-js'
import type { CaseResult, CaseView, LeftOut } from '#models/cases/case.schemas.ts'
import { optionName } from '#client/assessment/option-name.ts'
import { gapCodeWords, isGapCode } from '#client/assessment/gap-words.ts'
import { createLoad } from '#client/api/load.ts'
import { hostingOptions, hostingOptionsPath } from '#client/api/rules.ts'
import { may } from '#client/api/access.ts'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { variantName } from './case-words.ts'

type Cause = { readonly code: string; readonly text: string; readonly toDo: TextKey; readonly out: readonly LeftOut[] }
const mostNamed = 60

const ownText: Readonly<Record<string, TextKey>> = {
  'no-dates': 'cases.outNoDates',
  'no-open-option': 'cases.outNoOption',
}

function causeWords(code: string): string {
  const own = ownText[code]
  if (own !== undefined) return t(own)
  return isGapCode(code) ? gapCodeWords(code) : code
}

function toDoOf(code: string): TextKey {
  if (code === 'no-dates') return 'cases.doDates'
  if (code === 'no-open-option') return 'cases.doOption'
  if (code === 'no-commitment-price') return 'cases.doTerm'
  return code.startsWith('no-') && (code.includes('price') || code === 'no-public-price-list')
    ? 'cases.doPrice'
    : 'cases.doFacts'
}

/** Workloads left out, by why; one with several reasons stands under each. */
function causesOf(leftOut: readonly LeftOut[]): readonly Cause[] {
  const byCode = new Map<string, LeftOut[]>()
  for (const out of leftOut)
    for (const code of new Set(out.reasons.map((reason) => reason.split(':')[0] ?? '')))
      byCode.set(code, [...(byCode.get(code) ?? []), out])
  return [...byCode]
    .map(([code, out]) => ({ code, text: causeWords(code), toDo: toDoOf(code), out }))
    .toSorted((a, b) => b.out.length - a.out.length)
}

function LeftOutRows(props: { causes: readonly Cause[] }) {
  return (
    <For each={props.causes}>
      {(cause) => (
        <tr>
          <th scope="row">{cause.text}</th>
          <td class="num">{fmt.integer(cause.out.length)}</td>
          <td>{t(cause.toDo)}</td>
          <td>
            <details>
              <summary>{t('cases.outNames', { count: cause.out.length })}</summary>
              <ul class="ca-codes">
                <For each={cause.out.slice(0, mostNamed)}>
                  {({ code, name }) => (
                    <li>
                      <a href={`/charges/${encodeURIComponent(code)}`} class="mono">
                        {code}
                      </a>{' '}
                      {name}
                    </li>
                  )}
                </For>
              </ul>
              <Show when={cause.out.length > mostNamed}>
                <p class="sm mut">{t('cases.outMore', { count: cause.out.length - mostNamed })}</p>
              </Show>
            </details>
          </td>
        </tr>
      )}
    </For>
  )
}

/** Where each variant puts the workloads that count, and how many of them where a rule forbids it. */
export function PlacesPanel(props: { result: CaseResult }) {
  const catalogue = createLoad(() => hostingOptionsPath, hostingOptions)
  const nameOf = (id: string) => {
    const option = catalogue.value()?.find((one) => one.id === id)
    return option === undefined ? id : optionName(option)
  }
  return (
    <Panel title={t('cases.places')}>
      <div class="ca-places">
        <For each={props.result.variants}>
          {(variant) => (
            <div>
              <h3>{variantName(variant)}</h3>
              <ul class="sm">
                <For each={variant.places} fallback={<li class="mut">{t('cases.goesNowhere')}</li>}>
                  {(place) => (
                    <li>
                      {t('cases.placeCount', { count: place.workloads, option: nameOf(place.option) })}{' '}
                      <Show when={place.forbidden > 0}>
                        <StatusMark tone="bad">{t('cases.placeForbidden', { count: place.forbidden })}</StatusMark>
                      </Show>
                    </li>
                  )}
                </For>
              </ul>
            </div>
          )}
        </For>
      </div>
    </Panel>
  )
}

/** What the case counts, and what it had to leave out: the same perimeter on both sides of every variant. */
export function PerimeterPanel(props: { view: CaseView; result: CaseResult; onEdit: () => void }) {
  const causes = createMemo(() => causesOf(props.result.leftOut))
  const needsDates = () => causes().some(({ code }) => code === 'no-dates' || code === 'no-commitment-price')
  return (
    <div id="perimetre">
      <Panel
        flush
        title={t('cases.perimeter')}
        note={t('cases.perimeterNote', {
          count: props.result.workloads,
          total: fmt.integer(props.result.workloads + props.result.leftOut.length),
        })}
        end={
          <Show when={needsDates() && may('cases.edit')}>
            <Button small icon="sliders" onClick={() => props.onEdit()}>
              {t('cases.edit')}
            </Button>
          </Show>
        }
      >
        <Show when={causes().length > 0} fallback={<p class="ca-pad sm">{t('cases.nothingOut')}</p>}>
          <ScrollRegion label={t('workload.scrolling', { name: t('cases.leftOut') })}>
            <table class="tbl ca-out">
              <caption class="vh">{t('cases.leftOut')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('cases.outWhy')}</th>
                  <th scope="col" class="num">
                    {t('cases.workloads')}
                  </th>
                  <th scope="col">{t('cases.outDo')}</th>
                  <th scope="col">{t('cases.outWhich')}</th>
                </tr>
              </thead>
              <tbody>
                <LeftOutRows causes={causes()} />
              </tbody>
            </table>
          </ScrollRegion>
        </Show>
      </Panel>
    </div>
  )
}
