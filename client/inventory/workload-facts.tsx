import { Show } from 'solid-js'
import type { WorkloadAssessment, WorkloadView } from '#models/inventory/workload.views.ts'
import type { ClassificationState } from '#models/classification/classification.schemas.ts'
import type { StrategyView } from '#models/strategies/strategies.views.ts'
import { restsOnExemption } from '#models/rules/placement-verdict.ts'
import { may } from '#client/api/access.ts'
import { fmt, said, t, type TextKey } from '#client/i18n/i18n.ts'
import { Confidence } from '#client/ui/confidence.tsx'
import { DicGlyph } from '#client/ui/dic-glyph.tsx'
import { Figure } from '#client/ui/figure.tsx'
import { StatusMark, type Tone, VerdictMark } from '#client/ui/verdict-mark.tsx'
import { privacyOf, type Privacy } from './portfolio-index.ts'
import { costKindWord, environmentWord, strategyWord } from './workload-words.ts'

const privacyLook: Readonly<Record<Privacy, { readonly tone: Tone; readonly text: TextKey }>> = {
  none: { tone: 'ok', text: 'portfolio.privacyNone' },
  done: { tone: 'ok', text: 'portfolio.privacyDone' },
  started: { tone: 'mit', text: 'portfolio.privacyStarted' },
  required: { tone: 'warn', text: 'portfolio.privacyRequired' },
  unknown: { tone: 'none', text: 'portfolio.privacyUnknown' },
}
const classificationLook: Readonly<Record<ClassificationState, { readonly tone: Tone; readonly text: TextKey }>> = {
  approved: { tone: 'ok', text: 'workload.approved' },
  proposed: { tone: 'warn', text: 'workload.proposed' },
  returned: { tone: 'bad', text: 'workload.returned' },
  superseded: { tone: 'none', text: 'workload.superseded' },
}

function ClassificationFact(props: { workload: WorkloadView }) {
  const newest = () => props.workload.classification
  const dic = () => newest()?.record.dic ?? props.workload.approvedClassification?.record.dic
  return (
    <li class="with-dic">
      <DicGlyph
        large
        d={dic()?.d ?? null}
        i={dic()?.i ?? null}
        c={dic()?.c ?? null}
        proposed={newest()?.state === 'proposed'}
        body={props.workload.body.code}
      />
      <div>
        <span class="dt">{t('workload.factClassification')}</span>
        <Show
          when={newest()}
          fallback={
            <span class="dd">
              <StatusMark tone="none">{t('workload.notClassified')}</StatusMark>
            </span>
          }
        >
          {(it) => (
            <>
              <span class="dd">
                <StatusMark tone={classificationLook[it().state].tone}>
                  {t(classificationLook[it().state].text)}
                </StatusMark>
              </span>
              <small>
                {t('workload.approvedBy', {
                  date: fmt.date(it().decidedAt ?? it().proposedAt),
                  user: it().decidedBy ?? it().proposedBy,
                })}
              </small>
            </>
          )}
        </Show>
      </div>
    </li>
  )
}

function BestFact(props: { assessment: WorkloadAssessment | undefined }) {
  const best = () => props.assessment?.options.find((option) => option.option === props.assessment?.best)
  return (
    <li>
      <span class="dt">{t('workload.factVerdict')}</span>
      <Show
        when={best()}
        fallback={
          <span class="dd">
            {props.assessment === undefined ? '' : <StatusMark tone="none">{t('workload.noOpenOption')}</StatusMark>}
          </span>
        }
      >
        {(option) => (
          <>
            <span class="dd">{said(option().label)}</span>
            <small>
              <VerdictMark verdict={option().verdict.verdict} />
              <Show when={restsOnExemption(option().verdict)}>, {t('exemptions.by')}</Show>
            </small>
          </>
        )}
      </Show>
    </li>
  )
}

/** What is known of a workload at a glance; what is not known says so. */
export function WorkloadFacts(props: {
  workload: WorkloadView
  assessment: WorkloadAssessment | undefined
  /** What the rules advise: said when nobody proposed or decided anything. */
  computed: StrategyView | undefined
}) {
  const record = () => props.workload.classification?.record
  // What is proposed or signed says more than what the inventory suggested.
  const standing = () => (props.workload.decision?.state === 'returned' ? null : props.workload.decision)
  const stated = () => standing()?.strategy ?? props.workload.proposedStrategy
  const strategy = () => stated() ?? props.computed?.strategy ?? null
  const strategyState = () => {
    if (strategy() === null) return ''
    if (stated() === null) return t(props.computed?.override === null ? 'strategies.computed' : 'strategies.kept')
    return t(standing()?.state === 'signed' ? 'decisions.signed' : 'workload.proposed')
  }
  const privacy = () => privacyLook[privacyOf(record()?.pi.present ?? null, record()?.efvp.projectStatus ?? null)]
  return (
    <ul class="facts" aria-label={t('workload.facts')}>
      <ClassificationFact workload={props.workload} />
      <li>
        <span class="dt">{t('workload.factPrivacy')}</span>
        <span class="dd">
          <StatusMark tone={privacy().tone}>{t(privacy().text)}</StatusMark>
        </span>
      </li>
      <BestFact assessment={props.assessment} />
      <li>
        <span class="dt">{t('workload.factStrategy')}</span>
        <span class="dd">{strategy() === null ? t('workload.noStrategy') : strategyWord(strategy() ?? 'retain')}</span>
        <small>
          {strategyState()}
          <Show when={stated() === null ? props.computed : undefined}>
            {(computed) => (
              <>
                {' '}
                <Confidence value={computed().recommendation.confidence} />
              </>
            )}
          </Show>
        </small>
      </li>
      <li>
        <span class="dt">{t('workload.factCost')}</span>
        <Show
          when={props.workload.currentCost}
          fallback={
            <span class="dd">
              <StatusMark tone="none">{t('workload.costUnknown')}</StatusMark>
            </span>
          }
        >
          {(cost) => (
            <>
              <span class="dd">
                <Figure id={cost().figure} label={t('assessment.currentCost', { code: props.workload.code })}>
                  {fmt.money(cost().amountCad)}
                </Figure>
              </span>
              <small>{t('workload.costStated', { period: cost().period, kind: costKindWord(cost().kind) })}</small>
            </>
          )}
        </Show>
      </li>
      <li>
        <span class="dt">{t('workload.factWave')}</span>
        <Show
          when={props.workload.wave}
          fallback={
            <span class="dd">
              <StatusMark tone="none">{t('workload.noWave')}</StatusMark>
            </span>
          }
        >
          {(wave) => (
            <>
              <span class="dd">
                <Show when={may('waves.read')} fallback={wave().code}>
                  <a href={`/vagues?vague=${encodeURIComponent(wave().code)}`} title={wave().name}>
                    {t('waves.waveOf', { code: wave().code })}
                  </a>
                </Show>
              </span>
              <small>{t('workload.cutOver', { date: wave().dates.cutsOverOn })}</small>
            </>
          )}
        </Show>
      </li>
      <li>
        <span class="dt">{t('workload.factEnvironment')}</span>
        <span class="dd">{environmentWord(props.workload.environment)}</span>
        <small>{props.workload.technology ?? ''}</small>
      </li>
    </ul>
  )
}
