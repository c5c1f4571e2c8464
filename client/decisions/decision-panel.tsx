import { For, type JSX, Show } from 'solid-js'
import type { DecisionView, WorkloadAssessment, WorkloadView } from '#models/inventory/workload.views.ts'
import { promise } from '#client/api/decisions.ts'
import { may, session } from '#client/api/access.ts'
import { fmt, said, t, type TextKey } from '#client/i18n/i18n.ts'
import { strategyWord } from '#client/inventory/workload-words.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Icon, type IconName } from '#client/ui/icon.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { StatusMark, type Tone } from '#client/ui/verdict-mark.tsx'
import './decisions.css'
import { Replay } from './replay.tsx'

type StepTone = 'ok' | 'warn' | 'bad' | 'wait' | 'none'
const stepIcon: Readonly<Record<StepTone, IconName>> = {
  ok: 'vok',
  warn: 'vwarn',
  bad: 'vbad',
  wait: 'pen',
  none: 'vnone',
}
const stateLook: Readonly<Record<DecisionView['state'], { readonly tone: Tone; readonly text: TextKey }>> = {
  proposed: { tone: 'warn', text: 'decisions.awaiting' },
  signed: { tone: 'ok', text: 'decisions.signed' },
  returned: { tone: 'bad', text: 'decisions.returned' },
  superseded: { tone: 'none', text: 'decisions.superseded' },
}

/** Why this person may not sign, in words; undefined when they may. */
export function signingObstacle(decision: DecisionView): string | undefined {
  if (!may('decisions.sign')) return t('decisions.cannotRole')
  return decision.proposedBy === session()?.user ? t('decisions.cannotOwn') : undefined
}

function Step(props: { tone: StepTone; title: string; now?: boolean; children?: JSX.Element }) {
  return (
    <li classList={{ now: props.now === true }}>
      <span class={`dot ${props.tone}`}>
        <Icon name={stepIcon[props.tone]} />
      </span>
      <b>{props.title}</b>
      <div class="tx">{props.children}</div>
    </li>
  )
}

function choiceText(decision: DecisionView): string {
  const strategy = strategyWord(decision.strategy)
  return decision.optionLabel === null ? strategy : `${strategy}, ${said(decision.optionLabel)}`
}

/** What stays to be met after the signature; the decision is taken under these conditions. */
export function Conditions(props: { of: DecisionView }) {
  return (
    <Show when={props.of.conditions.length > 0}>
      <p>{t('decisions.conditions', { count: props.of.conditions.length })}</p>
      <ul class="bul">
        <For each={props.of.conditions}>{(one) => <li>{said(one.label)}</li>}</For>
      </ul>
    </Show>
  )
}

function SignStep(props: { decision: DecisionView; onSign: () => void; onReturn: () => void }) {
  const obstacle = () => signingObstacle(props.decision)
  return (
    <Step tone="wait" now title={t('decisions.stepSign')}>
      <p>{obstacle() ?? t('decisions.canSign')}</p>
      <Show when={obstacle() === undefined}>
        <div class="row-w">
          <Button small kind="primary" onClick={() => props.onSign()}>
            {t('decisions.sign')}
          </Button>
          <Button small onClick={() => props.onReturn()}>
            {t('decisions.return')}
          </Button>
        </div>
      </Show>
    </Step>
  )
}

function PromiseStep(props: { decision: DecisionView; hasCurrentCost: boolean; onDone: () => void }) {
  const act = createAct()
  async function freeze() {
    const done = await act.run(async () => {
      await promise(props.decision)
      return true
    })
    if (done !== true) return
    showToast({ text: t('decisions.frozen') })
    props.onDone()
  }
  return (
    <Show
      when={props.decision.benefit === null}
      fallback={
        <Step tone="ok" title={t('decisions.stepPromise', { benefit: props.decision.benefit ?? '' })}>
          <p>
            <a href="/benefices">{t('app.benefits')}</a>
          </p>
        </Step>
      }
    >
      <Step
        tone={props.hasCurrentCost ? 'wait' : 'none'}
        now={props.hasCurrentCost}
        title={t('decisions.stepPromiseNone')}
      >
        <p>{t(props.hasCurrentCost ? 'decisions.stepPromiseText' : 'decisions.stepPromiseUnknown')}</p>
        <Show when={props.hasCurrentCost && may('decisions.sign')}>
          <Button
            small
            kind="primary"
            busy={act.isRunning() ? t('decisions.freezing') : undefined}
            onClick={() => void freeze()}
          >
            {t('decisions.freeze')}
          </Button>
        </Show>
        <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      </Step>
    </Show>
  )
}

/** What was computed, proposed, signed and promised, in order; the next act is tinted. */
export function DecisionPanel(props: {
  workload: WorkloadView
  assessment: WorkloadAssessment | undefined
  onSign: () => void
  onReturn: () => void
  onPropose: () => void
  onChanged: () => void
}) {
  const decision = () => props.workload.decision
  const approved = () =>
    props.workload.approvedClassification ??
    (props.workload.classification?.state === 'approved' ? props.workload.classification : null)
  const packName = () => {
    const pack = props.assessment?.options[0]?.verdict.pack
    return pack === undefined ? '' : `${pack.id} ${pack.version}`
  }
  const mayPropose = () => decision()?.state !== 'proposed'
  return (
    <Panel
      flush
      title={t('decisions.title')}
      end={
        <Show when={decision()} fallback={<StatusMark tone="none">{t('decisions.none')}</StatusMark>}>
          {(it) => (
            <StatusMark pill tone={stateLook[it().state].tone}>
              {t(stateLook[it().state].text)}
            </StatusMark>
          )}
        </Show>
      }
    >
      <ol class="sig">
        <Show when={props.assessment}>
          {(assessment) => (
            <Step tone="ok" title={t('decisions.stepAssessed')}>
              <p>
                {t('decisions.stepAssessedText', {
                  at: fmt.dateTime(assessment().computedAt),
                  pack: packName(),
                  book: assessment().priceBook.id,
                })}
                <br />
                <span class="mono">
                  {t('decisions.digest', { digest: assessment().priceBook.digest.slice(0, 12) })}
                </span>
              </p>
            </Step>
          )}
        </Show>
        <Step tone={approved() === null ? 'none' : 'ok'} title={t('decisions.stepClassified')}>
          <p>
            <Show when={approved()} fallback={t('decisions.stepClassifiedMissing')}>
              {(it) =>
                t('decisions.stepClassifiedText', {
                  at: fmt.dateTime(it().decidedAt ?? it().proposedAt),
                  user: it().decidedBy ?? it().proposedBy,
                })
              }
            </Show>
          </p>
        </Step>
        <Show when={decision()} fallback={<Step tone="none" title={t('decisions.stepProposedNone')} />}>
          {(it) => (
            <>
              <Step tone="ok" title={t('decisions.stepProposed', { choice: choiceText(it()) })}>
                <p>
                  {t('decisions.stepProposedText', { at: fmt.dateTime(it().proposedAt), user: it().proposedBy })}{' '}
                  {t('decisions.quoted', { text: it().rationale })}
                </p>
                <Conditions of={it()} />
                <Show when={it().option !== null}>
                  <Replay decision={it().id} />
                </Show>
              </Step>
              <Show when={it().state === 'proposed'}>
                <SignStep decision={it()} onSign={() => props.onSign()} onReturn={() => props.onReturn()} />
              </Show>
              <Show when={it().state === 'returned'}>
                <Step tone="bad" title={t('decisions.stepReturned')}>
                  <Show when={it().returned}>
                    {(returned) => (
                      <p>
                        {t('decisions.stepReturnedText', { at: fmt.dateTime(returned().at), user: returned().by })}{' '}
                        {t('decisions.quoted', { text: returned().reason })}
                      </p>
                    )}
                  </Show>
                </Step>
              </Show>
              <Show when={it().state === 'signed'}>
                <Step tone="ok" title={t('decisions.stepSigned')}>
                  <p>
                    {fmt.dateTime(it().signedAt ?? '')}, {it().signedBy}
                    <br />
                    <span class="mono">{t('decisions.digest', { digest: (it().digest ?? '').slice(0, 12) })}</span>
                  </p>
                </Step>
                <PromiseStep
                  decision={it()}
                  hasCurrentCost={props.workload.currentCost !== null}
                  onDone={() => props.onChanged()}
                />
              </Show>
            </>
          )}
        </Show>
      </ol>
      <Show when={mayPropose()}>
        <div class="panel-f">
          <Show when={may('decisions.propose')} fallback={<span>{t('decisions.cannotPropose')}</span>}>
            <Button small onClick={() => props.onPropose()}>
              {t(decision() === null ? 'decisions.propose' : 'decisions.proposeAgain')}
            </Button>
          </Show>
        </div>
      </Show>
    </Panel>
  )
}
