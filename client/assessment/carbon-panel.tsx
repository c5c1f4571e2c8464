import { createSignal, For, Show } from 'solid-js'
import { socialCostDerivation } from '#models/carbon/annual-carbon.ts'
import type { CarbonGap, FactorSet, WorkloadCarbon } from '#models/carbon/carbon.schemas.ts'
import { createLoad } from '#client/api/load.ts'
import { carbonPath, workloadCarbon } from '#client/api/strategies.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, said, t, type TextKey } from '#client/i18n/i18n.ts'
import { SelectField } from '#client/ui/field.tsx'
import { Figure } from '#client/ui/figure.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import './carbon.css'

const setText: Readonly<Record<FactorSet, TextKey>> = {
  'provincial-lifecycle': 'carbon.setProvincialLifecycle',
  'provincial-direct': 'carbon.setProvincialDirect',
  'inventory-direct': 'carbon.setInventoryDirect',
  'provider-first': 'carbon.setProviderFirst',
  'provider-newer': 'carbon.setProviderNewer',
  'provider-market': 'carbon.setProviderMarket',
}
const sets = Object.keys(setText) as FactorSet[] // the keys of the record above
const gapText: Readonly<Record<CarbonGap, TextKey>> = {
  'no-factor': 'carbon.gapNoFactor',
  'place-unknown': 'carbon.gapPlace',
  'vcpu-unknown': 'carbon.gapVcpu',
  'storage-unknown': 'carbon.gapStorage',
  'no-asset': 'carbon.gapAsset',
}

type Option = WorkloadCarbon['options'][number]

function OptionRow(props: { option: Option; set: FactorSet; top: number }) {
  const known = () => (props.option.carbon.kind === 'known' ? props.option.carbon.value : undefined)
  const gaps = () =>
    props.option.carbon.kind === 'unknown' ? props.option.carbon.reasons.map((gap) => t(gapText[gap])).join(', ') : ''
  const others = () => props.option.underSets.filter((one) => one.set !== props.set && one.kgCo2e !== null)
  const share = (kg: number) => `${Math.min(100, (100 * kg) / props.top)}%`
  return (
    <tr>
      <th scope="row">
        {said(props.option.label)} <small class="mut">{said(props.option.place)}</small>
      </th>
      <Show
        when={known()}
        fallback={
          <td colspan="4" class="mut">
            {t('carbon.noFigure')}
            {', '}
            {gaps()}
          </td>
        }
      >
        {(value) => (
          <>
            <td class="cb-bar" aria-hidden="true">
              <span>
                <i style={{ width: share(value().kgCo2e) }} />
                <em style={{ left: share(value().low), width: share(value().high - value().low) }} />
              </span>
            </td>
            <td class="num">
              <Figure id={() => value().derivation} label={t('carbon.figure', { option: said(props.option.label) })}>
                {fmt.decimal(value().kgCo2e, 1)}
              </Figure>
            </td>
            <td class="num nb">
              {fmt.decimal(value().low, 1)} – {fmt.decimal(value().high, 1)}
            </td>
            <td class="num">
              <Figure id={() => socialCostDerivation(value())} label={t('carbon.social')}>
                {fmt.decimal(value().socialCostCad2021, 2)}
              </Figure>
            </td>
          </>
        )}
      </Show>
      <td class="sm">
        <Show when={others().length > 0} fallback={unknownMark}>
          {others()
            .map((one) => `${t(setText[one.set])} ${fmt.decimal(one.kgCo2e ?? 0, 1)}`)
            .join(' ; ')}
        </Show>
      </td>
    </tr>
  )
}

function Options(props: { carbon: WorkloadCarbon }) {
  const top = () =>
    Math.max(1e-9, ...props.carbon.options.map(({ carbon }) => (carbon.kind === 'known' ? carbon.value.high : 0)))
  return (
    <ScrollRegion label={t('workload.scrolling', { name: t('carbon.title') })}>
      <table class="tbl mid cb">
        <caption class="vh">{t('carbon.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('carbon.option')}</th>
            <th aria-hidden="true" />
            <th scope="col" class="num">
              {t('carbon.kg')}
            </th>
            <th scope="col" class="num">
              {t('carbon.range')}
            </th>
            <th scope="col" class="num">
              {t('carbon.social')}
            </th>
            <th scope="col">{t('carbon.otherSets')}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.carbon.options}>
            {(option) => <OptionRow option={option} set={props.carbon.set} top={top()} />}
          </For>
        </tbody>
      </table>
    </ScrollRegion>
  )
}

/** The option on which the sets disagree most, in words. */
function Spread(props: { carbon: WorkloadCarbon }) {
  const widest = () =>
    props.carbon.options
      .map((option) => {
        const all = option.underSets.flatMap((one) => (one.kgCo2e === null || one.kgCo2e === 0 ? [] : [one.kgCo2e]))
        return { option, low: Math.min(...all), high: Math.max(...all), count: all.length }
      })
      .filter(({ count }) => count > 1)
      .toSorted((a, b) => b.high / b.low - a.high / a.low)[0]
  return (
    <Show when={widest()}>
      {(it) => (
        <span>
          {t('carbon.spread', {
            low: fmt.decimal(it().low, 1),
            high: fmt.decimal(it().high, 1),
            option: said(it().option.label),
          })}
        </span>
      )}
    </Show>
  )
}

/** What a workload would emit in a year at each option, under the set of factors chosen, and what the other sets say. */
export function CarbonPanel(props: { code: string }) {
  const [set, setSet] = createSignal<FactorSet>('provincial-lifecycle')
  const load = createLoad(() => carbonPath(props.code, set()), workloadCarbon)
  return (
    <Shown load={load}>
      {(carbon) => (
        <Panel flush title={t('carbon.title')} note={t('carbon.note')} footer={<Spread carbon={carbon()} />}>
          <div class="panel-b cb-set">
            <SelectField
              label={t('carbon.set')}
              value={set()}
              options={sets.map((one) => ({ value: one, text: t(setText[one]) }))}
              onChange={setSet}
            />
          </div>
          <Options carbon={carbon()} />
        </Panel>
      )}
    </Shown>
  )
}
