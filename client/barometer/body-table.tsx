import { For, Show } from 'solid-js'
import type { BarometerView, SharePart } from '#models/barometer/barometer.views.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { ScrollRegion } from '#client/ui/table.tsx'

const percentOf = ({ numerator, denominator }: SharePart) =>
  numerator === null || denominator === null || denominator === 0 ? null : (100 * numerator) / denominator

function Meter(props: { part: SharePart }) {
  return (
    <Show when={percentOf(props.part)} fallback={unknownMark} keyed>
      {(share) => (
        <span class="mb">
          <span class="meter" aria-hidden="true">
            <i style={{ width: `${share}%` }} />
          </span>
          <span>
            {fmt.percent(share)}
            <span class="vh">
              {' '}
              {t('barometer.ratio', {
                numerator: fmt.integer(props.part.numerator ?? 0),
                denominator: fmt.integer(props.part.denominator ?? 0),
              })}
            </span>
          </span>
        </span>
      )}
    </Show>
  )
}

/** Results by body; those withheld are listed with the word, so that nobody is simply absent. */
export function BodyTable(props: { view: BarometerView }) {
  return (
    <section class="sec">
      <h2>{t('barometer.byBody')}</h2>
      <ScrollRegion label={t('workload.scrolling', { name: t('barometer.byBody') })}>
        <table class="tbl org plain">
          <caption class="vh">{t('barometer.byBody')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('barometer.body')}</th>
              <th scope="col" class="w27">
                {t('barometer.inPublic')}
              </th>
              <th scope="col" class="w27">
                {t('barometer.classified')}
              </th>
              <th scope="col" class="num">
                {t('barometer.realisedOverPlanned')}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={props.view.bodies}>
              {(body) => (
                <tr>
                  <th scope="row">{said(body.label)}</th>
                  <Show
                    when={!body.isSuppressed}
                    fallback={
                      <td colSpan={3} class="mut">
                        {t('barometer.bodySuppressed')}
                      </td>
                    }
                  >
                    <td>
                      <Meter part={body.public} />
                    </td>
                    <td>
                      <Meter part={body.classified} />
                    </td>
                    <td class="num">
                      {body.realisedShare === null ? unknownMark : fmt.percent(body.realisedShare, 0)}
                    </td>
                  </Show>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  )
}
