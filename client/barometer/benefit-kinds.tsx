import { For, Show } from 'solid-js'
import { type ClaimNature, claimNatures } from '#models/claims/claim.schemas.ts'
import type { BarometerView } from '#models/barometer/barometer.views.ts'
import { natureText } from '#client/claims/claim-words.ts'
import { fmt, t } from '#client/i18n/i18n.ts'

/** What finance accepted, by kind: cash that leaves a budget is not an expense that was avoided. */
export function BenefitKinds(props: { view: BarometerView }) {
  const nature = (name: string): ClaimNature | undefined => claimNatures.find((one) => one === name)
  const words = (name: string) => {
    const known = nature(name)
    return known === undefined ? name : t(natureText[known])
  }
  return (
    <section class="sec">
      <h2>{t('barometer.byKind')}</h2>
      <p class="sub">{t('barometer.byKindText')}</p>
      <Show when={props.view.benefitCategories.length > 0} fallback={<p>{t('barometer.noKind')}</p>}>
        <table class="tbl org plain narrow">
          <caption class="vh">{t('barometer.byKind')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('barometer.kind')}</th>
              <th scope="col" class="num">
                {t('barometer.realised')}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={props.view.benefitCategories}>
              {(one) => (
                <tr>
                  <th scope="row">{words(one.category)}</th>
                  <td class="num">{one.realised === null ? t('barometer.suppressed') : fmt.money(one.realised)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
    </section>
  )
}
