import { createSignal, For, type JSX, Show } from 'solid-js'
import type { ClassificationRecord } from '#models/classification/classification.schemas.ts'
import type { DetectionSummary, DetectionView } from '#models/detection/detection.views.ts'
import { detection, detections, detectionsPath } from '#client/api/detections.ts'
import { createLoad } from '#client/api/load.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { AnalyseSample } from './analyse-sample.tsx'
import { DetectedColumns } from './detected-columns.tsx'
import { askedWord, fileWord, resultWord } from './detection-words.ts'
import { asksMore } from './suggestion.ts'
import './detection.css'

/** Every analysis of the workload; the one chosen is shown below. */
function Past(props: { list: readonly DetectionSummary[]; current: string; onChoose: (id: string) => void }) {
  return (
    <ul class="det-l" aria-label={t('detection.past')}>
      <For each={props.list}>
        {(one) => (
          <li>
            <Button small kind="quiet" pressed={one.id === props.current} onClick={() => props.onChoose(one.id)}>
              {t('detection.fileAt', { file: fileWord(one), date: fmt.date(one.at) })}
            </Button>
            <span class="sm mut">{resultWord(one)}</span>
          </li>
        )}
      </For>
    </ul>
  )
}

/** Whether the record says what the analysis asks for, and the act that mends it. */
function Verdict(props: { detection: DetectionView; record: ClassificationRecord; action: JSX.Element }) {
  return (
    <Show
      when={asksMore(props.detection, props.record)}
      fallback={<StatusMark tone="ok">{t('detection.reached')}</StatusMark>}
    >
      <div class="row-w det-v">
        <StatusMark tone="bad">
          <span class="w">{t('detection.below', { asked: askedWord(props.detection.floor) })}</span>
        </StatusMark>
        {props.action}
      </div>
    </Show>
  )
}

/**
 * What the workload holds that is sensitive: analyses made, the columns of one of them, and how the record compares. `action` is what
 * the page offers when the record is below.
 */
export function DetectionPanel(props: {
  code: string
  record: ClassificationRecord
  action: (detection: DetectionView) => JSX.Element
}) {
  const [chosen, setChosen] = createSignal<string>()
  const list = createLoad(() => detectionsPath(props.code), detections)
  const current = () => {
    const all = list.value() ?? []
    return all.find((one) => one.id === chosen()) ?? all[0]
  }
  const view = createLoad(() => {
    const one = current()
    return one === undefined ? undefined : `${detectionsPath(props.code)}/${one.id}`
  }, detection)
  return (
    <>
      <Panel title={t('detection.title')} note={t('detection.note')}>
        <AnalyseSample code={props.code} onDone={() => setChosen(undefined)} />
        <Shown load={list}>
          {(all) => (
            <>
              <Show when={all().length === 0}>
                <p class="sm">
                  <b>{t('detection.none')}</b>. {t('detection.noneText')}
                </p>
              </Show>
              <Show when={all().length > 1}>
                <Past list={all()} current={current()?.id ?? ''} onChoose={setChosen} />
              </Show>
            </>
          )}
        </Shown>
      </Panel>
      <Show when={current()}>
        <Shown load={view}>
          {(one) => (
            <DetectedColumns
              detection={one()}
              footer={
                one().sensitive > 0 ? (
                  <Verdict detection={one()} record={props.record} action={props.action(one())} />
                ) : undefined
              }
            />
          )}
        </Shown>
      </Show>
    </>
  )
}
