import { For, Show } from 'solid-js'
import type { ClassificationRecord } from '#models/classification/classification.schemas.ts'
import type { WorkloadView } from '#models/inventory/workload.views.ts'
import { may, session } from '#client/api/access.ts'
import { consequences, consequencesPath, type QueuedClassification } from '#client/api/classifications.ts'
import { detections, detectionsPath } from '#client/api/detections.ts'
import { createLoad } from '#client/api/load.ts'
import { DetectionPanel } from '#client/detection/detection-panel.tsx'
import { fileWord, resultWord } from '#client/detection/detection-words.ts'
import { fmt, language, t, type TextKey } from '#client/i18n/i18n.ts'
import { levelColumn } from '#client/i18n/level-names.ts'
import { Button, LinkButton } from '#client/ui/button.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { ConsequencesPanel } from './consequences-panel.tsx'
import type { Deciding } from './decide-dialog.tsx'
import { LookAlikes } from './look-alikes.tsx'
import { RecordChanges } from './record-changes.tsx'

const axes: readonly { readonly axis: 'd' | 'i' | 'c'; readonly text: TextKey }[] = [
  { axis: 'd', text: 'classification.dicD' },
  { axis: 'i', text: 'classification.dicI' },
  { axis: 'c', text: 'classification.dicC' },
]
const levels = [1, 2, 3, 4] as const

function DutyStrip(props: { item: QueuedClassification }) {
  const analysed = createLoad(() => detectionsPath(props.item.workload), detections)
  const isOwn = () => props.item.proposedBy === session()?.user
  const dic = () => props.item.record.dic
  const obstacle = () => {
    if (!may('classification.approve')) return t('classification.cannotRole')
    return isOwn() ? t('classification.cannotOwn') : undefined
  }
  return (
    <ol class="duty">
      <li>
        <Icon name="user" />
        <b>{t('classification.declared')}</b>
        <small>
          {t('classification.declaredText', { user: props.item.proposedBy, date: fmt.date(props.item.proposedAt) })}
        </small>
        <small>{dic() === null ? t('classification.noLevels') : `D${dic()?.d} I${dic()?.i} C${dic()?.c}`}</small>
      </li>
      <li>
        <Icon name="search" />
        <b>{t('classification.analysed')}</b>
        <Show when={analysed.value()?.[0]} fallback={<small>{t('classification.analysedText')}</small>}>
          {(one) => (
            <>
              <small>{t('detection.fileAt', { file: fileWord(one()), date: fmt.date(one().at) })}</small>
              <small>{resultWord(one())}</small>
            </>
          )}
        </Show>
      </li>
      <li class="me">
        <Icon name="shield" />
        <b>{t(obstacle() === undefined ? 'classification.approveYou' : 'classification.approveStep')}</b>
        <small>
          <StatusMark tone={obstacle() === undefined ? 'ok' : 'warn'}>
            <span class="w">{obstacle() ?? t('classification.noConflict')}</span>
          </StatusMark>
        </small>
      </li>
      <li class="next">
        <Icon name="lock" />
        <b>{t('classification.sealed')}</b>
        <small>{t('classification.sealedText')}</small>
      </li>
    </ol>
  )
}

function LevelCell(props: { level: number; current: number | undefined; proposed: number | undefined }) {
  const isCurrent = () => props.level === props.current
  const isProposed = () => props.level === props.proposed
  const words = () => {
    if (isCurrent() && isProposed()) return `${props.level} = ${props.level}`
    if (isProposed()) return t('classification.proposedShort', { level: props.level })
    return isCurrent() ? t('classification.currentShort', { level: props.level }) : String(props.level)
  }
  return (
    <span class="c" classList={{ dec: isCurrent() && !isProposed(), pro: isProposed() }}>
      {words()}
    </span>
  )
}

function Levels(props: { before: ClassificationRecord | null; after: ClassificationRecord }) {
  return (
    <Panel title={t('classification.levels')} footer={<span>{t('classification.levelsNote')}</span>}>
      <div class="lv">
        <span />
        <For each={levels}>{(level) => <span class="h">{levelColumn(level)}</span>}</For>
        <For each={axes}>
          {(axis) => (
            <>
              <span class="k">{t(axis.text)}</span>
              <For each={levels}>
                {(level) => (
                  <LevelCell
                    level={level}
                    current={props.before?.dic?.[axis.axis]}
                    proposed={props.after.dic?.[axis.axis]}
                  />
                )}
              </For>
            </>
          )}
        </For>
      </div>
      <Show when={props.after.dic?.justification}>{(text) => <p class="sm just">{text()}</p>}</Show>
    </Panel>
  )
}

/** One proposal: who declared what, how it differs, what approving would change, and the two acts. */
export function Evidence(props: {
  item: QueuedClassification
  workload: WorkloadView | undefined
  onDecide: (act: Deciding) => void
  onDecided: () => void
}) {
  const effects = createLoad(() => consequencesPath(props.item.id), consequences)
  const before = () => props.workload?.approvedClassification?.record ?? null
  const dic = () => props.item.record.dic
  const bodyName = () => {
    const body = props.workload?.body
    if (body === undefined) return props.item.body
    return language() === 'fr' ? body.nameFr : body.nameEn
  }
  const obstacle = () => {
    if (!may('classification.approve')) return t('classification.cannotRole')
    return props.item.proposedBy === session()?.user ? t('classification.cannotOwn') : undefined
  }
  return (
    <section class="ev" aria-label={props.item.workloadName}>
      <div class="page-head">
        <div>
          <p class="crumbs">
            {bodyName()} / <span class="mono">{props.item.workload}</span>
          </p>
          <h2 class="ev-t">{props.item.workloadName}</h2>
        </div>
        <div class="acts">
          <LinkButton icon="ext" href={`/charges/${encodeURIComponent(props.item.workload)}`}>
            {t('classification.openWorkload')}
          </LinkButton>
        </div>
      </div>
      <DutyStrip item={props.item} />
      <div class="g2">
        <div class="stack">
          <Levels before={before()} after={props.item.record} />
          <RecordChanges before={before()} after={props.item.record} />
          <DetectionPanel
            code={props.item.workload}
            record={props.item.record}
            action={() => (
              <LinkButton href={`/charges/${encodeURIComponent(props.item.workload)}?onglet=classification`}>
                {t('detection.openWorkload')}
              </LinkButton>
            )}
          />
          <Panel title={t('classification.reason')}>
            <p class="sm">{props.item.reason}</p>
          </Panel>
        </div>
        <div class="stack">
          <ConsequencesPanel load={effects} title={t('classification.ifYouApprove')} />
          <LookAlikes item={props.item} onDone={props.onDecided} />
        </div>
      </div>
      <div class="dcs">
        <span class="sm mut">{obstacle() ?? ''}</span>
        <Show when={obstacle() === undefined}>
          <div class="row-w">
            <Button icon="undo" onClick={() => props.onDecide('return')}>
              {t('classification.return')}
            </Button>
            <Button kind="primary" icon="pen" onClick={() => props.onDecide('approve')}>
              {dic() === null
                ? t('classification.approve')
                : t('classification.approveLevels', { d: dic()?.d ?? '', i: dic()?.i ?? '', c: dic()?.c ?? '' })}
            </Button>
          </div>
        </Show>
      </div>
    </section>
  )
}
