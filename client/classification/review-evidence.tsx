import { createSignal, For, Match, Show, Switch } from 'solid-js'
import { type ClassificationRecord, unknownClassification } from '#models/classification/classification.schemas.ts'
import { raisedRecord } from '#models/classification/raised.ts'
import type { ReviewReason } from '#models/classification/review.ts'
import type { ReviewItem } from '#models/classification/review.views.ts'
import type { WorkloadView } from '#models/inventory/workload.views.ts'
import { may } from '#client/api/access.ts'
import { classificationsPath, supposedConsequences } from '#client/api/classifications.ts'
import { createLoad } from '#client/api/load.ts'
import { DetectionPanel } from '#client/detection/detection-panel.tsx'
import { type Suggestion, suggestionOf } from '#client/detection/suggestion.ts'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'
import { Button, LinkButton } from '#client/ui/button.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { StatusMark, type Tone } from '#client/ui/verdict-mark.tsx'
import { ConsequencesPanel } from './consequences-panel.tsx'
import { ProposeForm } from './propose-form.tsx'
import { kindText } from './record-fields.ts'
import { RecordView } from './record-view.tsx'

export const reasonText: Readonly<Record<ReviewReason['kind'], TextKey>> = {
  detected: 'classification.reasonDetected',
  inherits: 'classification.reasonInherits',
  stale: 'classification.reasonStale',
  ageing: 'classification.reasonAgeing',
  'new-assets': 'classification.reasonAssets',
  'new-dependencies': 'classification.reasonLinks',
}
const tones: Readonly<Record<ReviewReason['kind'], Tone>> = {
  detected: 'bad',
  inherits: 'bad',
  stale: 'warn',
  ageing: 'none',
  'new-assets': 'none',
  'new-dependencies': 'none',
}

function asked(reason: { readonly c: number | null; readonly isPersonal: boolean }): string {
  const parts = [
    ...(reason.c === null ? [] : [`C${reason.c}`]),
    ...(reason.isPersonal ? [t('classification.piPresent')] : []),
  ]
  return parts.join(', ')
}

function detailOf(reason: ReviewReason): string {
  switch (reason.kind) {
    case 'detected':
      return t('classification.detailDetected', {
        file: reason.file === '' ? t('detection.inventory') : reason.file,
        date: reason.on,
        asked: [asked(reason), ...reason.kinds.map((kind) => t(kindText[kind]))].filter(Boolean).join(', '),
      })
    case 'inherits':
      return t('classification.detailInherits', { asked: asked(reason), path: reason.path.join(' → ') })
    case 'stale':
    case 'ageing':
      return t('classification.detailAge', { months: reason.months, most: reason.most })
    case 'new-assets':
      return t('classification.detailAssets', { count: reason.count, date: fmt.date(reason.since) })
    case 'new-dependencies':
      return t('classification.detailLinks', { count: reason.count, date: fmt.date(reason.since) })
  }
}

function Reason(props: { reason: ReviewReason }) {
  return (
    <li>
      <StatusMark tone={tones[props.reason.kind]}>{t(reasonText[props.reason.kind])}</StatusMark>
      <br />
      <span class="sm">{detailOf(props.reason)}</span>
    </li>
  )
}

/** Why a classification should be looked at again, what raising it would change, and the proposal to make. */
export function ReviewEvidence(props: { item: ReviewItem; workload: WorkloadView | undefined; onDone: () => void }) {
  const [isProposing, setProposing] = createSignal(false)
  const [suggestion, setSuggestion] = createSignal<Suggestion>()
  const approved = (): ClassificationRecord | null => {
    const view = props.workload
    if (view === undefined) return null
    const { classification, approvedClassification } = view
    return approvedClassification?.record ?? (classification?.state === 'approved' ? classification.record : null)
  }
  const raised = () => raisedRecord(approved() ?? unknownClassification, props.item.asked)
  const propose = (made?: Suggestion) => {
    setSuggestion(made)
    setProposing(true)
  }
  const rises = () => props.item.asked.c !== null || props.item.asked.isPersonal
  const effects = createLoad(
    () => (rises() && approved() !== null ? `${classificationsPath(props.item.workload)}/consequences` : undefined),
    async () => await supposedConsequences(props.item.workload, raised()),
  )
  return (
    <section class="ev" aria-label={props.item.name}>
      <div class="page-head">
        <div>
          <p class="crumbs">
            {props.item.body} / <span class="mono">{props.item.workload}</span>
          </p>
          <h2 class="ev-t">{props.item.name}</h2>
        </div>
        <div class="acts">
          <LinkButton icon="ext" href={`/charges/${encodeURIComponent(props.item.workload)}?onglet=classification`}>
            {t('classification.openWorkload')}
          </LinkButton>
        </div>
      </div>
      <Show
        when={!isProposing()}
        fallback={
          <ProposeForm
            code={props.item.workload}
            start={raised()}
            suggestion={suggestion()}
            approved={approved()}
            onCancel={() => setProposing(false)}
            onDone={() => {
              setProposing(false)
              props.onDone()
            }}
          />
        }
      >
        <div class="g2">
          <div class="stack">
            <Panel title={t('classification.whyReview')}>
              <ul class="plain rsn">
                <For each={props.item.reasons}>{(reason) => <Reason reason={reason} />}</For>
              </ul>
            </Panel>
            <Panel title={t('classification.whatToDo')}>
              <p class="sm">
                {t(
                  approved() === null
                    ? 'classification.doClassify'
                    : rises()
                      ? 'classification.doRaise'
                      : 'classification.doConfirm',
                )}
              </p>
            </Panel>
            <DetectionPanel
              code={props.item.workload}
              record={approved() ?? unknownClassification}
              action={(detection) => (
                <Show when={may('classification.propose') && props.item.proposal === null}>
                  <Button icon="pen" onClick={() => propose(suggestionOf(detection, raised()))}>
                    {t('detection.proposeFrom')}
                  </Button>
                </Show>
              )}
            />
            <Show when={approved()}>
              {(record) => (
                <Panel title={t('classification.record')}>
                  <RecordView record={record()} />
                </Panel>
              )}
            </Show>
          </div>
          <Show when={rises() && approved() !== null}>
            <ConsequencesPanel
              load={effects}
              title={t('classification.ifRaised', { asked: asked(props.item.asked) })}
            />
          </Show>
        </div>
        <div class="dcs">
          <span class="sm mut">
            <Switch>
              <Match when={props.item.proposal !== null}>{t('classification.alreadyProposed')}</Match>
              <Match when={!may('classification.propose')}>{t('classification.cannotPropose')}</Match>
            </Switch>
          </span>
          <Switch>
            <Match when={props.item.proposal}>
              {(id) => (
                <LinkButton kind="primary" href={`/classification?id=${encodeURIComponent(id())}`}>
                  {t('classification.seeProposal')}
                </LinkButton>
              )}
            </Match>
            <Match when={may('classification.propose')}>
              <Button kind="primary" icon="pen" onClick={() => propose()}>
                {t(rises() && approved() !== null ? 'classification.proposeRaised' : 'classification.propose')}
              </Button>
            </Match>
          </Switch>
        </div>
      </Show>
    </section>
  )
}
