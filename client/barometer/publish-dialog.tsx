import { For, Show } from 'solid-js'
import type { BarometerPreview, PublicationChange } from '#models/barometer/barometer.views.ts'
import { publishBarometer } from '#client/api/barometer.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { valueWords } from './indicator-words.ts'

const shown = (value: number | null, exact: string | null, unit: string) =>
  exact === null ? valueWords(value, unit, 1) : fmt.money(exact)
function movedWords({ moved, unit }: PublicationChange): string {
  if (moved === null) return unknownMark
  if (unit === 'CAD') return `${moved.startsWith('-') ? '' : '+'}${fmt.money(moved)}`
  return fmt.difference(Number(moved), 1)
}

/** What the public page would change, figure by figure, before anyone agrees to it. */
export function Changes(props: { changes: readonly PublicationChange[] }) {
  return (
    <Show when={props.changes.length > 0} fallback={<p>{t('barometer.noChange')}</p>}>
      <ScrollRegion label={t('workload.scrolling', { name: t('barometer.changes') })}>
        <table class="tbl plain">
          <caption class="vh">{t('barometer.changes')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('barometer.indicator')}</th>
              <th scope="col" class="num">
                {t('barometer.before')}
              </th>
              <th scope="col" class="num">
                {t('barometer.after')}
              </th>
              <th scope="col" class="num">
                {t('barometer.moved')}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={props.changes}>
              {(change) => (
                <tr>
                  <th scope="row">
                    {said(change.label)}
                    <Show when={change.formulaBefore !== null && change.formulaBefore !== change.formulaAfter}>
                      <br />
                      <small class="mut">
                        {change.formulaBefore} → {change.formulaAfter}
                      </small>
                    </Show>
                  </th>
                  <td class="num">{shown(change.before, change.beforeExact, change.unit)}</td>
                  <td class="num">{shown(change.after, change.afterExact, change.unit)}</td>
                  <td class="num">{movedWords(change)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </ScrollRegion>
    </Show>
  )
}

export function PublishDialog(props: { preview: BarometerPreview; onClose: () => void; onDone: () => void }) {
  const act = createAct()
  async function publish() {
    const done = await act.run(async () => {
      await publishBarometer(props.preview.digest ?? '')
      return true
    })
    if (done !== true) return
    showToast({ text: t('barometer.published') })
    props.onDone()
  }
  return (
    <Dialog
      open
      title={t('barometer.publishTitle')}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            busy={act.isRunning() ? t('barometer.publishing') : undefined}
            onClick={() => void publish()}
          >
            {t('barometer.publish')}
          </Button>
        </>
      }
    >
      <p>{t('barometer.publishText', { count: fmt.integer(props.preview.indicators.length) })}</p>
      <h3>{t('barometer.changes')}</h3>
      <Changes changes={props.preview.changes} />
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Dialog>
  )
}
