import { createSignal, For, Show } from 'solid-js'
import type { GivenWorkload, UnallocatedView } from '#models/allocation/allocation.views.ts'
import { ownDerivation } from '#models/allocation/given-derivations.ts'
import { BillAmount } from '#client/bills/bill-amount.tsx'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import type { FigureSource } from '#client/ui/figure.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { Share } from './share.tsx'

const fewWorkloads = 12
const costText = {
  own: 'allocation.ownCost',
  shared: 'allocation.sharedCost',
  effective: 'allocation.effective',
} as const satisfies Readonly<Record<string, TextKey>>

/** Who takes what of the bills of a body: by itself, and its part of what a rule shares among several. */
export function GivenPanel(props: { view: UnallocatedView }) {
  const [isWhole, setWhole] = createSignal(false)
  const given = () => props.view.given
  const note = () => t('allocation.leftNote', { from: props.view.from, to: props.view.to })
  return (
    <Panel flush title={t('allocation.given')} note={note()}>
      <Show
        when={given().length > 0}
        fallback={<Empty title={t('allocation.givenNothing')}>{t('allocation.givenNothingWhy')}</Empty>}
      >
        <ScrollRegion label={t('workload.scrolling', { name: t('allocation.given') })}>
          <table class="tbl">
            <caption class="vh">{t('allocation.given')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('allocation.workload')}</th>
                <th scope="col" class="num">
                  {t('allocation.ownCost')}
                </th>
                <th scope="col" class="num">
                  {t('allocation.sharedCost')}
                </th>
                <th scope="col" class="num">
                  {t('allocation.effective')}
                </th>
                <th scope="col" class="num">
                  {t('allocation.share')}
                </th>
              </tr>
            </thead>
            <tbody>
              <For each={isWhole() ? given() : given().slice(0, fewWorkloads)}>
                {(one) => <Row one={one} view={props.view} />}
              </For>
            </tbody>
          </table>
        </ScrollRegion>
        <Show when={!isWhole() && given().length > fewWorkloads}>
          <div class="al-pad">
            <Button small onClick={() => setWhole(true)}>
              {t('allocation.moreGiven', { count: given().length - fewWorkloads })}
            </Button>
          </div>
        </Show>
        <Show when={isWhole() && props.view.givenCount > given().length}>
          <p class="sm mut al-pad">
            {t('allocation.givenBeyond', {
              shown: fmt.integer(given().length),
              total: fmt.integer(props.view.givenCount),
            })}
          </p>
        </Show>
      </Show>
    </Panel>
  )
}

function Row(props: { one: GivenWorkload; view: UnallocatedView }) {
  const amount = (cost: 'own' | 'shared' | 'effective', figure: FigureSource) => (
    <td class="num">
      <BillAmount
        amount={props.one[cost]}
        currency={props.one.currency}
        figure={figure}
        label={`${t(costText[cost])}, ${props.one.workload}`}
      />
    </td>
  )
  return (
    <tr>
      <th scope="row">
        <a class="lk" href={`/charges/${props.one.workload}?onglet=realise`}>
          {props.one.workload} {props.one.workloadName}
        </a>
      </th>
      {amount('own', () => ownDerivation(props.one))}
      {amount('shared', props.one.figures.shared)}
      {amount('effective', props.one.figures.effective)}
      <td class="num">
        <Share part={props.one} view={props.view} />
      </td>
    </tr>
  )
}
