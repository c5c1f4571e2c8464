import { For } from 'solid-js'
import { demonstrationExamples } from '#models/home/demonstration-examples.ts'
import { t } from '#client/i18n/i18n.ts'
import { VerdictMark } from '#client/ui/verdict-mark.tsx'

/** One workload of each verdict, for whoever discovers the demonstration. */
export function Examples() {
  return (
    <nav class="examples" aria-label={t('home.examplesLabel')}>
      <span>{t('home.examples')}</span>
      <ul>
        <For each={demonstrationExamples}>
          {(one) => (
            <li>
              <a href={`/charges/${one.workload}`}>
                <VerdictMark verdict={one.verdict} />
              </a>
            </li>
          )}
        </For>
      </ul>
    </nav>
  )
}
