import { For, Show } from 'solid-js'
import type { BarometerView, Cut } from '#models/barometer/barometer.views.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, language, t } from '#client/i18n/i18n.ts'

function keyWords(id: Cut['id'], key: string): string {
  if (key === 'unknown') return t('barometer.unknown')
  if (id === 'nsi') return t('barometer.nsiLevel', { level: key })
  return new Intl.DisplayNames([language()], { type: 'region' }).of(key) ?? key
}

/** Decisions that name an option, cut by sovereignty level and by country of the parent: number and value side by side. */
export function CutTables(props: { view: BarometerView }) {
  const shareOf = (part: number | null, all: number) =>
    part === null || all === 0 ? unknownMark : fmt.percent((100 * part) / all)
  return (
    <section class="sec">
      <h2>{t('barometer.sovereignty')}</h2>
      <p class="sub">{t('barometer.sovereigntyText')}</p>
      <div class="s2">
        <For each={props.view.cuts}>
          {(cut) => {
            const sum = (of: (part: Cut['parts'][number]) => number) =>
              cut.parts.reduce((all, part) => all + of(part), 0)
            const caption = () => t(cut.id === 'nsi' ? 'barometer.byLevel' : 'barometer.byCountry')
            return (
              <div>
                <Show
                  when={!cut.isSuppressed && cut.parts.length > 0}
                  fallback={
                    <p class="mut">
                      {caption()} : {t(cut.isSuppressed ? 'barometer.suppressedWhy' : 'barometer.reasonNothing')}
                    </p>
                  }
                >
                  <table class="tbl org plain narrow">
                    <caption class="vh">{caption()}</caption>
                    <thead>
                      <tr>
                        <th scope="col">{caption()}</th>
                        <th scope="col" class="num">
                          {t('barometer.byNumber')}
                        </th>
                        <th scope="col" class="num">
                          {t('barometer.byCost')}
                        </th>
                      </tr>
                    </thead>
                    <tbody>
                      <For each={cut.parts}>
                        {(part) => (
                          <tr>
                            <th scope="row">{keyWords(cut.id, part.key)}</th>
                            <td class="num">
                              {shareOf(
                                part.count,
                                sum(({ count }) => count ?? 0),
                              )}
                            </td>
                            <td class="num">
                              {shareOf(
                                part.value === null ? null : Number(part.value),
                                sum(({ value }) => Number(value ?? 0)),
                              )}
                            </td>
                          </tr>
                        )}
                      </For>
                    </tbody>
                  </table>
                </Show>
              </div>
            )
          }}
        </For>
      </div>
    </section>
  )
}
