import { For, Show } from 'solid-js'
import { chanceDerivation } from '#models/strategies/time-derivation.ts'
import type { AxisScore, TimePosition } from '#models/strategies/time.ts'
import { quadrants } from '#models/strategies/time.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import type { StrategyView, TimeView } from '#models/strategies/strategies.views.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Empty } from '#client/ui/empty.tsx'
import { Figure } from '#client/ui/figure.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { chanceWords, quadrantWord } from './strategy-words.ts'
import { scoreRange, TimeChart } from './time-chart.tsx'

function AxisRow(props: { label: string; score: AxisScore; derivation: Derivation | undefined }) {
  const range = () => scoreRange(props.score.mean, props.score.deviation)
  return (
    <tr>
      <th scope="row">{props.label}</th>
      <td class="num">
        <Figure id={props.derivation === undefined ? null : () => props.derivation ?? neverOpened} label={props.label}>
          {fmt.decimal(props.score.mean, 1)}
        </Figure>
      </td>
      <td class="num nb">
        {fmt.integer(range().low)} – {fmt.integer(range().high)}
      </td>
      <td class="num">{fmt.percent(100 * props.score.answered, 0)}</td>
    </tr>
  )
}

/** Stands where a figure without a derivation cannot be opened. */
const neverOpened: Derivation = { name: '', label: { fr: '', en: '' }, value: undefined, unit: '', inputs: [] }

function Position(props: { name: string; position: TimePosition; time: TimeView }) {
  const axis = () => t(props.position.marginAxis === 'business-value' ? 'strategies.value' : 'strategies.fit')
  return (
    <div class="sg-pos">
      <TimeChart name={props.name} position={props.position} settings={props.time.settings} />
      <div class="stack">
        <p>
          <b class="strong">{quadrantWord(props.position.quadrant, props.time.settings)}</b>
          {', '}
          {t('strategies.margin', { points: fmt.decimal(props.position.margin, 1), axis: axis() })}
        </p>
        <table class="tbl plain">
          <caption class="vh">{t('strategies.time')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('strategies.axis')}</th>
              <th scope="col" class="num">
                {t('strategies.score')}
              </th>
              <th scope="col" class="num">
                {t('strategies.range')}
              </th>
              <th scope="col" class="num">
                {t('strategies.answeredShare')}
              </th>
            </tr>
          </thead>
          <tbody>
            <AxisRow
              label={t('strategies.value')}
              score={props.position.value}
              derivation={props.time.derivations?.value}
            />
            <AxisRow label={t('strategies.fit')} score={props.position.fit} derivation={props.time.derivations?.fit} />
          </tbody>
        </table>
        <table class="tbl plain">
          <caption class="vh">{t('strategies.chance')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('strategies.quadrant')}</th>
              <th scope="col" class="num">
                {t('strategies.chance')}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={quadrants}>
              {(quadrant, at) => (
                <tr>
                  <th scope="row">{quadrantWord(quadrant, props.time.settings)}</th>
                  <td class="num">
                    <Figure
                      id={() => chanceDerivation(props.position, props.time.settings, quadrant)}
                      label={quadrantWord(quadrant, props.time.settings)}
                    >
                      {chanceWords(props.position.probabilities[at()] ?? 0)}
                    </Figure>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
    </div>
  )
}

/** Where a workload stands by value and fit, and how sure that is; what its vendors support, apart. */
export function TimePanel(props: { view: StrategyView; name: string }) {
  const position = () => {
    const found = props.view.time.position
    return found.kind === 'known' ? found.value : undefined
  }
  return (
    <Panel title={t('strategies.time')} note={t('strategies.timeNote')}>
      <Show when={position()} fallback={<Empty title={t('strategies.timeNone')}>{t('strategies.timeNoneText')}</Empty>}>
        {(it) => <Position name={props.name} position={it()} time={props.view.time} />}
      </Show>
    </Panel>
  )
}

/** When the vendors stop supporting what the workload runs on: facts, kept apart from opinions on its fit. */
export function LifecyclePanel(props: { view: StrategyView }) {
  return (
    <Panel flush title={t('strategies.lifecycle')} note={t('strategies.lifecycleNote')}>
      <div class="scroll-x">
        <table class="tbl plain">
          <caption class="vh">{t('strategies.lifecycle')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('strategies.asset')}</th>
              <th scope="col">{t('strategies.system')}</th>
              <th scope="col">{t('strategies.supportEnd')}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.view.lifecycle.assets}>
              {(asset) => (
                <tr>
                  <th scope="row">{asset.asset}</th>
                  <td>{asset.system ?? <span class="mut">{t('strategies.systemUnknown')}</span>}</td>
                  <td>
                    <Show
                      when={asset.end.kind === 'known' ? asset.end.value : undefined}
                      fallback={
                        <span class="mut">
                          {t(asset.system === null ? 'strategies.systemUnknown' : 'strategies.systemNotListed')}
                        </span>
                      }
                    >
                      {(end) => (
                        <span title={end().source}>
                          {t(end().endsOn < props.view.asOf ? 'strategies.supportEnded' : 'strategies.supportUntil', {
                            date: end().endsOn,
                          })}
                        </span>
                      )}
                    </Show>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
