import { For, Show } from 'solid-js'
import type { BarometerView } from '#models/barometer/barometer.views.ts'
import { barometerPath } from '#client/api/barometer.ts'
import { fmt, language, t, type TextKey } from '#client/i18n/i18n.ts'
import { Icon } from '#client/ui/icon.tsx'

const files: readonly { readonly name: string; readonly text: TextKey; readonly kind: string }[] = [
  { name: 'indicators.csv', text: 'barometer.fileIndicators', kind: 'CSV' },
  { name: 'bodies.csv', text: 'barometer.fileBodies', kind: 'CSV' },
  { name: 'indicators.json', text: 'barometer.fileJson', kind: 'JSON' },
  { name: 'schema.json', text: 'barometer.fileSchema', kind: 'JSON Schema' },
  { name: 'dictionary', text: 'barometer.fileDictionary', kind: 'HTML' },
  { name: 'publications', text: 'barometer.filePublications', kind: 'JSON' },
]

const terms: readonly (readonly [TextKey, TextKey])[] = [
  ['barometer.termPublic', 'barometer.termPublicText'],
  ['barometer.termBenefit', 'barometer.termBenefitText'],
  ['barometer.termSuppressed', 'barometer.termSuppressedText'],
  ['barometer.termColour', 'barometer.termColourText'],
]

/** Words that the page uses, and everything it is made of, to take away. */
export function Method(props: { view: BarometerView }) {
  const decided = () => props.view.indicators.find(({ id }) => id === 'workloads-decided')
  return (
    <section class="sec" id="donnees">
      <h2>{t('barometer.method')}</h2>
      <div class="dl3">
        <dl>
          <Show when={decided()?.denominator}>
            {(workloads) => (
              <>
                <dt>{t('barometer.termWorkload')}</dt>
                <dd>
                  {t('barometer.termWorkloadText', {
                    workloads: fmt.integer(workloads()),
                    date: props.view.asOf === null ? '' : fmt.date(props.view.asOf),
                    count: props.view.bodies.length,
                  })}
                </dd>
              </>
            )}
          </Show>
          <For each={terms}>
            {([term, text]) => (
              <>
                <dt>{t(term)}</dt>
                <dd>{t(text)}</dd>
              </>
            )}
          </For>
          <dt>{t('barometer.reportError')}</dt>
          <dd>
            {t(props.view.contact === null ? 'barometer.reportErrorNowhere' : 'barometer.reportErrorText', {
              digest: props.view.digest?.slice(0, 12) ?? '',
            })}
          </dd>
        </dl>
        <ul class="dwn">
          <For each={files}>
            {({ name, text, kind }) => (
              <li>
                <a href={`${barometerPath}/${name}`} hreflang={language()} rel="external">
                  <Icon name={kind === 'HTML' ? 'book' : 'download'} />
                  <span>{t(text)}</span>
                  <small>{kind}</small>
                </a>
              </li>
            )}
          </For>
          <Show when={props.view.contact}>
            {(contact) => (
              <li>
                <a href={contact().includes('@') ? `mailto:${contact()}` : contact()} rel="external">
                  <Icon name="flag" />
                  <span>{t('barometer.reportError')}</span>
                  <small>{contact().includes('@') ? contact() : ''}</small>
                </a>
              </li>
            )}
          </Show>
        </ul>
      </div>
    </section>
  )
}
