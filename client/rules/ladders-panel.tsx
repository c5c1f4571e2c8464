import { createSignal, For, Show } from 'solid-js'
import { ladderAxes, ladderLevels, levelLabel, type LadderView } from '#models/classification/ladder.ts'
import { may, session } from '#client/api/access.ts'
import { fmt, language, said, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { SelectField } from '#client/ui/field.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { Note } from '#client/ui/problem-note.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { LadderDialog } from './ladder-dialog.tsx'

function Origin(props: { view: LadderView }) {
  const words = () => ({
    body: props.view.setBy ?? '',
    date: fmt.date(props.view.recordedAt ?? ''),
    user: props.view.statedBy ?? '',
    reason: props.view.reason ?? '',
  })
  return (
    <Show when={props.view.setBy} fallback={<Note tone="warn">{t('ladders.placeholders')}</Note>}>
      {(holder) => (
        <p class="sm">
          {t(holder() === props.view.body ? 'ladders.setHere' : 'ladders.setAbove', words())}
          <br />
          {t('ladders.source', { source: props.view.ladder.source })}{' '}
          <span class={`tag${props.view.ladder.status === 'verified' ? '' : ' warn'}`}>
            {t(props.view.ladder.status === 'verified' ? 'ladders.verified' : 'ladders.unverified')}
          </span>
        </p>
      )}
    </Show>
  )
}

/** What a body calls the levels that every screen shows as numbers. */
export function LaddersPanel(props: { ladders: readonly LadderView[]; onChanged: () => void }) {
  const [chosen, setChosen] = createSignal('')
  const [isOpen, setOpen] = createSignal(false)
  /** At first the body above all others: what it names, those under it follow. */
  const highest = () => {
    const codes = props.ladders.map((one) => one.body)
    const top = session()?.bodies.find((one) => codes.includes(one.code) && !codes.includes(one.parent ?? ''))
    return props.ladders.find((one) => one.body === top?.code)
  }
  const view = () => props.ladders.find((one) => one.body === chosen()) ?? highest() ?? props.ladders[0]
  const nameOf = (code: string) => {
    const body = session()?.bodies.find((one) => one.code === code)
    return body === undefined ? code : `${code}, ${language() === 'fr' ? body.nameFr : body.nameEn}`
  }
  return (
    <Show when={view()}>
      {(it) => (
        <Panel
          title={t('ladders.title')}
          end={
            <Show when={may('rules.propose')}>
              <Button small icon="pen" onClick={() => setOpen(true)}>
                {t('ladders.change')}
              </Button>
            </Show>
          }
        >
          <div class="stack">
            <SelectField
              label={t('ladders.body')}
              value={it().body}
              options={props.ladders.map((one) => ({ value: one.body, text: nameOf(one.body) }))}
              onChange={setChosen}
            />
            <Origin view={it()} />
            <ScrollRegion label={t('workload.scrolling', { name: t('ladders.title') })}>
              <table class="tbl ld">
                <caption class="vh">{t('ladders.title')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('ladders.axis')}</th>
                    <For each={ladderLevels}>{(level) => <th scope="col">{level}</th>}</For>
                  </tr>
                </thead>
                <tbody>
                  <For each={ladderAxes}>
                    {(axis) => (
                      <tr>
                        <th scope="row">{t(`ladders.${axis}`)}</th>
                        <For each={ladderLevels}>
                          {(level) => <td>{said(levelLabel(it().ladder, axis, level))}</td>}
                        </For>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </ScrollRegion>
          </div>
          <Show when={isOpen()}>
            <LadderDialog
              view={it()}
              onClose={() => setOpen(false)}
              onDone={() => {
                setOpen(false)
                props.onChanged()
              }}
            />
          </Show>
        </Panel>
      )}
    </Show>
  )
}
