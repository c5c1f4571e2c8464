import { createSignal, For, Show } from 'solid-js'
import {
  type ClassificationRecord,
  type ClassificationState,
  type ClassificationView,
  unknownClassification,
} from '#models/classification/classification.schemas.ts'
import { isLowering } from '#models/classification/lowering.ts'
import type { WorkloadView } from '#models/inventory/workload.views.ts'
import { may } from '#client/api/access.ts'
import { classificationsOf, classificationsPath } from '#client/api/classifications.ts'
import { createLoad } from '#client/api/load.ts'
import { DetectionPanel } from '#client/detection/detection-panel.tsx'
import { type Suggestion, suggestionOf } from '#client/detection/suggestion.ts'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'
import { Button, LinkButton } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { StatusMark, type Tone } from '#client/ui/verdict-mark.tsx'
import { ProposeForm } from './propose-form.tsx'
import { RecordChanges } from './record-changes.tsx'
import { RecordView } from './record-view.tsx'
import './classification.css'

const look: Readonly<Record<ClassificationState, { readonly tone: Tone; readonly text: TextKey }>> = {
  approved: { tone: 'ok', text: 'workload.approved' },
  proposed: { tone: 'warn', text: 'workload.proposed' },
  returned: { tone: 'bad', text: 'workload.returned' },
  superseded: { tone: 'none', text: 'workload.superseded' },
}
const titles: Readonly<Record<ClassificationState, TextKey>> = {
  approved: 'classification.record',
  proposed: 'classification.recordProposed',
  returned: 'classification.recordReturned',
  superseded: 'classification.record',
}

function Version(props: { version: ClassificationView }) {
  return (
    <li>
      <StatusMark tone={look[props.version.state].tone}>{t(look[props.version.state].text)}</StatusMark>
      <span>
        <b>{t('classification.version', { version: props.version.version })}</b>,{' '}
        {fmt.dateTime(props.version.proposedAt)}, {props.version.proposedBy}. {props.version.reason}
        <Show when={props.version.decidedAt}>
          {(at) => (
            <span class="mut">
              {' '}
              {fmt.dateTime(at())}, {props.version.decidedBy}. {props.version.decisionReason ?? ''}
            </span>
          )}
        </Show>
      </span>
    </li>
  )
}

/** The classification of one workload: in force, under review, past versions, and the form of a new proposal. */
export function ClassificationTab(props: { workload: WorkloadView; onChanged: () => void }) {
  const [isProposing, setProposing] = createSignal(false)
  const [suggestion, setSuggestion] = createSignal<Suggestion>()
  const versions = createLoad(() => classificationsPath(props.workload.code), classificationsOf)
  const newest = () => props.workload.classification
  const approved = () => props.workload.approvedClassification ?? (newest()?.state === 'approved' ? newest() : null)
  /** What an analysis is compared with and raises: the newest that holds or may hold, never one that lowers what is approved. */
  const raisable = (): ClassificationRecord => {
    const inForce = approved()?.record
    const open = newest()?.state === 'proposed' ? newest()?.record : undefined
    if (open !== undefined && (inForce === undefined || !isLowering(inForce, open))) return open
    return inForce ?? newest()?.record ?? unknownClassification
  }
  const propose = (made?: Suggestion) => {
    setSuggestion(made)
    setProposing(true)
    window.scrollTo({ top: 0 })
  }
  const proposeButton = () => (
    <Show when={may('classification.propose')}>
      <Button kind="primary" icon="pen" onClick={() => propose()}>
        {t('classification.propose')}
      </Button>
    </Show>
  )
  return (
    <Show
      when={!isProposing()}
      fallback={
        <ProposeForm
          code={props.workload.code}
          start={newest()?.record ?? null}
          suggestion={suggestion()}
          approved={approved()?.record ?? null}
          onCancel={() => setProposing(false)}
          onDone={() => {
            setProposing(false)
            props.onChanged()
          }}
        />
      }
    >
      <Show
        when={newest()}
        fallback={
          <Panel title={t('classification.record')}>
            <Empty title={t('classification.recordNone')} action={proposeButton()}>
              {t('classification.recordNoneText')}
            </Empty>
          </Panel>
        }
      >
        {(it) => (
          <>
            <Panel
              title={t(titles[it().state])}
              note={t('workload.approvedBy', {
                date: fmt.date(it().decidedAt ?? it().proposedAt),
                user: it().decidedBy ?? it().proposedBy,
              })}
              end={
                <>
                  <StatusMark pill tone={look[it().state].tone}>
                    {t(look[it().state].text)}
                  </StatusMark>
                  <Show when={it().state === 'proposed' && may('classification.approve')}>
                    <LinkButton small href={`/classification?id=${encodeURIComponent(it().id)}`}>
                      {t('classification.toReview')}
                    </LinkButton>
                  </Show>
                  {proposeButton()}
                </>
              }
              footer={<span>{t('classification.levelsNote')}</span>}
            >
              <RecordView record={it().record} />
            </Panel>
            <Show when={it().state !== 'approved'}>
              <RecordChanges before={approved()?.record ?? null} after={it().record} />
            </Show>
          </>
        )}
      </Show>
      <DetectionPanel
        code={props.workload.code}
        record={raisable()}
        action={(detection) => (
          <Show when={may('classification.propose')}>
            <Button kind="primary" icon="pen" onClick={() => propose(suggestionOf(detection, raisable()))}>
              {t('detection.propose')}
            </Button>
          </Show>
        )}
      />
      <Panel flush title={t('classification.versions')}>
        <Shown load={versions}>
          {(list) => (
            <ul class="vers">
              <For each={list()} fallback={<li class="mut">{t('classification.recordNone')}</li>}>
                {(version) => <Version version={version} />}
              </For>
            </ul>
          )}
        </Shown>
      </Panel>
    </Show>
  )
}
