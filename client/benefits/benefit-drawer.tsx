import { createSignal, createUniqueId, For, Match, onMount, Show, Switch } from 'solid-js'
import type { Adjustment } from '#models/benefits/register.schemas.ts'
import type { BenefitDetail } from '#models/benefits/register.views.ts'
import { may } from '#client/api/access.ts'
import { createLoad } from '#client/api/load.ts'
import { benefitHistory, benefitPath, historyPath, oneBenefit } from '#client/api/register.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { BenefitClaims } from '#client/claims/benefit-claims.tsx'
import { EvidenceList } from '#client/claims/evidence-list.tsx'
import { fmt, said, t, type TextKey } from '#client/i18n/i18n.ts'
import { Button, LinkButton } from '#client/ui/button.tsx'
import { Figure } from '#client/ui/figure.tsx'
import { createShortcuts } from '#client/ui/keys.ts'
import { Shown } from '#client/ui/loaded.tsx'
import { Note } from '#client/ui/problem-note.tsx'
import { StatusMark, type Tone } from '#client/ui/verdict-mark.tsx'
import { RealisedBlock } from '#client/realised/realised-block.tsx'
import { categoryText, gapText, inUnit, lifeText, lifeTone, typeText } from './benefit-words.ts'
import { LifeActs, Signatures } from './benefit-signatures.tsx'
import {
  AdjustmentDialog,
  adjustmentKindText,
  AdjustmentWordDialog,
  GateDialog,
  HandoverDialog,
} from './ending-dialogs.tsx'
import { BaselineDialog, MeasureDialog, ObserveDialog, TrajectoryDialog, WordDialog } from './measure-dialogs.tsx'
import { ProfileDialog } from './profile-dialog.tsx'

type MeasureLine = BenefitDetail['measures'][number]
type Doing =
  | { readonly kind: 'edit' | 'measure' | 'adjust' | 'handover' | 'gate' }
  | { readonly kind: 'adjustment-word'; readonly adjustment: BenefitDetail['adjustments'][number] }
  | { readonly kind: 'observe' | 'baseline' | 'trajectory'; readonly measure: MeasureLine }
  | { readonly kind: 'word'; readonly what: 'baseline' | 'trajectory'; readonly measure: MeasureLine }

function Profile(props: { benefit: BenefitDetail }) {
  const profile = () => props.benefit.profile.content
  const lines = (): readonly (readonly [string, string])[] => [
    [t('benefits.type'), t(typeText[profile().type])],
    [t('benefits.category'), t(categoryText[profile().category])],
    [t('benefits.beneficiary'), profile().beneficiary],
    [t('benefits.owner'), profile().owner?.role ?? ''],
    [t('benefits.afterClosure'), profile().realisationOwner?.role ?? ''],
    [t('benefits.finance'), profile().financeCounterpart?.role ?? ''],
    [t('benefits.budgetLine'), profile().budgetLine ?? ''],
    [t('benefits.workloads'), profile().workloads.join(', ')],
    ['DIC', props.benefit.dic ?? ''],
    [t('benefits.dates'), [profile().startsOn, profile().endsOn].map((day) => day ?? unknownMark).join(' → ')],
  ]
  return (
    <dl class="bn-dl">
      <For each={lines()}>
        {([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value === '' ? <span class="mut">{t('benefits.notStated')}</span> : value}</dd>
          </>
        )}
      </For>
    </dl>
  )
}

function MeasureBlock(props: { measure: MeasureLine; canAct: boolean; onDo: (doing: Doing) => void }) {
  const measure = () => props.measure.content
  const last = () => props.measure.observations.at(-1)
  const baseline = () => props.measure.baseline?.content
  const baselineText = () => {
    const frozen = baseline()
    if (frozen === undefined) return undefined
    const value = frozen.model.kind === 'value' ? inUnit(frozen.model.value, measure().unit) : t('benefits.model')
    return t('benefits.baselineOf', { value, from: frozen.window.from, to: frozen.window.to })
  }
  const observed = () => {
    const one = last()?.content
    if (one === undefined) return undefined
    return one.value.kind === 'known'
      ? `${one.period} : ${inUnit(one.value.value, measure().unit)}`
      : `${one.period} : ${t('benefits.missing')}`
  }
  return (
    <section class="bn-ms">
      <h4>
        {said(measure().name)} <span class="mut">{measure().unit}</span>
      </h4>
      <p class="sm">
        <Show when={baselineText()} fallback={<StatusMark tone="none">{t('benefits.noBaseline')}</StatusMark>}>
          {(text) => text()}
        </Show>
      </p>
      <p class="sm">
        <Show when={observed()} fallback={<StatusMark tone="none">{t('benefits.notMeasured')}</StatusMark>}>
          {(text) => text()}
        </Show>
      </p>
      <Show when={props.canAct}>
        <div class="row-w">
          <Show when={may('benefits.edit')}>
            <Button small onClick={() => props.onDo({ kind: 'observe', measure: props.measure })}>
              {t('benefits.observe')}
            </Button>
            <Button small onClick={() => props.onDo({ kind: 'baseline', measure: props.measure })}>
              {t('benefits.proposeBaseline')}
            </Button>
            <Button small onClick={() => props.onDo({ kind: 'trajectory', measure: props.measure })}>
              {t('benefits.proposeTrajectory')}
            </Button>
          </Show>
          <Show when={may('benefits.approve')}>
            <Show when={props.measure.proposedBaseline}>
              <Button
                small
                kind="primary"
                onClick={() => props.onDo({ kind: 'word', what: 'baseline', measure: props.measure })}
              >
                {t('benefits.freezeBaseline')}
              </Button>
            </Show>
            <Show when={props.measure.proposedTrajectory}>
              <Button
                small
                kind="primary"
                onClick={() => props.onDo({ kind: 'word', what: 'trajectory', measure: props.measure })}
              >
                {t('benefits.freezePromise')}
              </Button>
            </Show>
          </Show>
        </div>
      </Show>
      <Show when={(props.measure.proposedBaseline ?? props.measure.proposedTrajectory)?.statedBy}>
        {(person) => (
          <p class="sm">
            <StatusMark tone="warn">{t('benefits.waitsSecond', { person: person() })}</StatusMark>
          </p>
        )}
      </Show>
    </section>
  )
}

const adjustmentLook: Readonly<Record<Adjustment['state'], { readonly tone: Tone; readonly text: TextKey }>> = {
  proposed: { tone: 'warn', text: 'benefits.adjustmentProposed' },
  approved: { tone: 'ok', text: 'benefits.adjustmentApproved' },
  refused: { tone: 'none', text: 'benefits.adjustmentRefused' },
  withdrawn: { tone: 'none', text: 'benefits.adjustmentWithdrawn' },
}

/** What changes the baseline: proposed with its evidence, counted once another person approved it. */
function Adjustments(props: { benefit: BenefitDetail; onDo: (doing: Doing) => void }) {
  const unitOfMeasure = (key: string) => props.benefit.measures.find((one) => one.key === key)?.content.unit ?? ''
  const canAct = () => props.benefit.etag !== null
  return (
    <>
      <Show when={props.benefit.adjustments.length > 0} fallback={<p class="sm mut">{t('benefits.noAdjustment')}</p>}>
        <ul class="bn-pr">
          <For each={props.benefit.adjustments}>
            {(one) => (
              <li>
                <StatusMark tone={adjustmentLook[one.content.state].tone}>
                  {t(adjustmentLook[one.content.state].text)}
                </StatusMark>{' '}
                {inUnit(one.content.effect, unitOfMeasure(one.content.measure))}, {one.content.from} →{' '}
                {one.content.to ?? unknownMark}
                <small>
                  {t(adjustmentKindText[one.content.kind])}. {one.content.description} {one.statedBy}
                  {one.approvedBy === null ? '' : ` + ${one.approvedBy}`}
                </small>
                <Show when={canAct() && one.content.state === 'proposed' && may('benefits.approve')}>
                  <Button small kind="primary" onClick={() => props.onDo({ kind: 'adjustment-word', adjustment: one })}>
                    {t('benefits.decideAdjustment')}
                  </Button>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={canAct() && may('benefits.edit') && props.benefit.measures.length > 0}>
        <div>
          <Button small onClick={() => props.onDo({ kind: 'adjust' })}>
            {t('benefits.proposeAdjustment')}
          </Button>
        </div>
      </Show>
    </>
  )
}

type Lost = Extract<BenefitDetail['support'], { kind: 'unsupported' }>
/** Why the decision in force no longer supports a promise. */
const lostWord: Readonly<Record<Lost['reason'], TextKey>> = {
  retired: 'benefits.lostRetired',
  retained: 'benefits.lostRetained',
  'planned-cost-unknown': 'benefits.lostCostUnknown',
}
const lostSupport = ({ support }: BenefitDetail): Lost | undefined =>
  support.kind === 'unsupported' ? support : undefined

function Promises(props: { benefit: BenefitDetail }) {
  const measureOf = (key: string) => props.benefit.measures.find((one) => one.key === key)?.content
  const amount = (promise: BenefitDetail['promises'][number]) => {
    if (promise.annualCents !== null) return t('benefits.perYear', { amount: fmt.money(promise.annualCents / 100) })
    const value = promise.trajectory.plateau?.mode ?? promise.trajectory.points.at(-1)?.mode
    return value === undefined ? unknownMark : inUnit(value, measureOf(promise.measure)?.unit ?? '')
  }
  return (
    <Show when={props.benefit.promises.length > 0} fallback={<p class="sm mut">{t('benefits.noPromise')}</p>}>
      <ol class="bn-pr">
        <For each={props.benefit.promises}>
          {(promise) => (
            <li>
              <b>v{promise.version}</b>{' '}
              <Show when={promise.figure} fallback={amount(promise)}>
                {(figure) => (
                  <Figure id={figure()} label={t('benefits.figureOf', { code: props.benefit.code })}>
                    {amount(promise)}
                  </Figure>
                )}
              </Show>
              , {t('benefits.promiseFrom', { month: promise.trajectory.from })}
              <small>
                {fmt.date(promise.recordedAt)}, {promise.frozenBy}. {promise.reason}
              </small>
            </li>
          )}
        </For>
      </ol>
    </Show>
  )
}

function History(props: { code: string }) {
  const load = createLoad(() => historyPath(props.code), benefitHistory)
  return (
    <Shown load={load}>
      {(history) => (
        <>
          <p class="sm">
            <Show when={history().chain.holds} fallback={<StatusMark tone="bad">{t('benefits.chainBad')}</StatusMark>}>
              <StatusMark tone="ok">{t('benefits.chainGood')}</StatusMark>
            </Show>
          </p>
          <ol class="bn-pr">
            <For each={history().records.toReversed()}>
              {(record) => (
                <li>
                  <span class="mono sm">
                    {record.kind} {record.key === '-' ? '' : record.key} v{record.version}
                  </span>
                  <small>
                    {fmt.dateTime(record.recordedAt)}, {record.statedBy}
                    {record.approvedBy === null ? '' : ` + ${record.approvedBy}`}. {record.reason}
                  </small>
                </li>
              )}
            </For>
          </ol>
        </>
      )}
    </Shown>
  )
}

function Dialogs(props: {
  doing: Doing
  benefit: BenefitDetail
  onClose: () => void
  onDone: (benefit: BenefitDetail) => void
}) {
  const of = <K extends Doing['kind']>(kind: K) =>
    props.doing.kind === kind ? (props.doing as Extract<Doing, { kind: K }>) : undefined // its kind was just read
  return (
    <Switch>
      <Match when={props.doing.kind === 'edit'}>
        <ProfileDialog benefit={props.benefit} onClose={props.onClose} onDone={props.onDone} />
      </Match>
      <Match when={props.doing.kind === 'measure'}>
        <MeasureDialog benefit={props.benefit} onClose={props.onClose} onDone={props.onDone} />
      </Match>
      <Match when={props.doing.kind === 'adjust'}>
        <AdjustmentDialog benefit={props.benefit} onClose={props.onClose} onDone={props.onDone} />
      </Match>
      <Match when={props.doing.kind === 'handover'}>
        <HandoverDialog benefit={props.benefit} onClose={props.onClose} onDone={props.onDone} />
      </Match>
      <Match when={props.doing.kind === 'gate'}>
        <GateDialog benefit={props.benefit} onClose={props.onClose} onDone={props.onDone} />
      </Match>
      <Match when={of('adjustment-word')}>
        {(word) => (
          <AdjustmentWordDialog
            benefit={props.benefit}
            adjustment={word().adjustment}
            onClose={props.onClose}
            onDone={props.onDone}
          />
        )}
      </Match>
      <Match when={of('word')}>
        {(word) => (
          <WordDialog
            benefit={props.benefit}
            measure={word().measure}
            what={word().what}
            onClose={props.onClose}
            onDone={props.onDone}
          />
        )}
      </Match>
      <Match when={'measure' in props.doing ? props.doing : undefined}>
        {(doing) => {
          const given = () => ({
            benefit: props.benefit,
            measure: doing().measure,
            onClose: props.onClose,
            onDone: props.onDone,
          })
          return (
            <Switch>
              <Match when={doing().kind === 'observe'}>
                <ObserveDialog {...given()} />
              </Match>
              <Match when={doing().kind === 'baseline'}>
                <BaselineDialog {...given()} />
              </Match>
              <Match when={doing().kind === 'trajectory'}>
                <TrajectoryDialog {...given()} />
              </Match>
            </Switch>
          )
        }}
      </Match>
    </Switch>
  )
}

/** One benefit beside the register: profile, measures, promises, signatures, history. Escape closes it. */
export function BenefitDrawer(props: {
  code: string
  asKnown: string | undefined
  onClose: () => void
  onChanged: (benefit: BenefitDetail) => void
}) {
  const id = createUniqueId()
  const load = createLoad(() => benefitPath(props.code, props.asKnown ?? ''), oneBenefit)
  const [doing, setDoing] = createSignal<Doing>()
  const [isHistory, setHistory] = createSignal(false)
  let drawer: HTMLElement | undefined
  onMount(() => drawer?.focus({ preventScroll: true }))
  createShortcuts(() => [
    { keys: 'escape', label: t('ui.close'), run: () => props.onClose(), when: () => doing() === undefined },
  ])
  const done = (benefit: BenefitDetail) => {
    setDoing(undefined)
    load.put(benefit)
    props.onChanged(benefit)
  }
  return (
    <aside class="drawer bn-drawer" aria-labelledby={id} tabindex="-1" ref={(element) => (drawer = element)}>
      <Shown load={load}>
        {(benefit) => (
          <>
            <div class="drawer-h">
              <div>
                <p class="sm mut">
                  <span class="mono">{benefit().code}</span> {benefit().body},{' '}
                  {t(benefit().profile.content.recurrence === 'once' ? 'benefits.once' : 'benefits.recurring')},{' '}
                  {t(typeText[benefit().profile.content.type]).toLocaleLowerCase()}{' '}
                  <Show when={benefit().profile.content.sign < 0}>
                    <span class="tag warn">{t('benefits.loss')}</span>
                  </Show>
                </p>
                <h2 id={id}>{said(benefit().profile.content.title)}</h2>
              </div>
              <Button kind="quiet" small icon="x" name={t('ui.close')} onClick={() => props.onClose()} />
            </div>
            <div class="drawer-b">
              <p>
                <StatusMark tone={lifeTone[benefit().profile.content.life]}>
                  {t(lifeText[benefit().profile.content.life])}
                </StatusMark>
              </p>
              <Show when={benefit().gaps.length > 0}>
                <p class="sm">
                  <StatusMark tone="warn">
                    {t('benefits.lacks', { what: fmt.list(benefit().gaps.map((gap) => t(gapText[gap]))) })}
                  </StatusMark>
                </p>
              </Show>
              <h3>{t('benefits.measureAndReference')}</h3>
              <RealisedBlock code={benefit().code} asKnown={props.asKnown} />
              <h3>{t('benefits.evidence')}</h3>
              <EvidenceList subject={benefit().code} empty={t('benefits.noEvidence')} />
              <h3>{t('benefits.signatures')}</h3>
              <Signatures benefit={benefit()} onDone={done} />
              <Show when={benefit().etag !== null}>
                <div class="row-w">
                  <Show when={may('benefits.edit')}>
                    <Button small onClick={() => setDoing({ kind: 'handover' })}>
                      {t('benefits.proposeHandover')}
                    </Button>
                  </Show>
                  <Show when={may('benefits.approve')}>
                    <Button small onClick={() => setDoing({ kind: 'gate' })}>
                      {t('benefits.holdGate')}
                    </Button>
                  </Show>
                </div>
              </Show>
              <h3>{t('benefits.promises')}</h3>
              <Show when={benefit().chainBreak !== null}>
                <Note tone="warn">{t('benefits.chainBroken', { codes: benefit().code })}</Note>
              </Show>
              <Show when={lostSupport(benefit())}>
                {(lost) => (
                  <p class="sm">
                    <StatusMark tone="warn">{t('benefits.unsupported', { date: fmt.date(lost().since) })}</StatusMark>{' '}
                    {t(lostWord[lost().reason])}
                  </p>
                )}
              </Show>
              <Promises benefit={benefit()} />
              <h3>{t('benefits.adjustments')}</h3>
              <Adjustments benefit={benefit()} onDo={setDoing} />
              <h3>{t('benefits.measures')}</h3>
              <For each={benefit().measures} fallback={<p class="sm mut">{t('benefits.noMeasure')}</p>}>
                {(measure) => <MeasureBlock measure={measure} canAct={benefit().etag !== null} onDo={setDoing} />}
              </For>
              <h3>{t('benefits.profile')}</h3>
              <Profile benefit={benefit()} />
              <LifeActs benefit={benefit()} onDone={done} />
              <Show
                when={isHistory()}
                fallback={
                  <Button kind="quiet" small icon="clock" onClick={() => setHistory(true)}>
                    {t('benefits.history')}
                  </Button>
                }
              >
                <h3>{t('benefits.history')}</h3>
                <History code={benefit().code} />
              </Show>
            </div>
            <Show when={benefit().etag !== null && may('benefits.edit')}>
              <div class="drawer-f">
                <Show when={may('claims.submit')}>
                  <LinkButton
                    kind="primary"
                    href={`/benefices/validation?reclamer=${encodeURIComponent(benefit().code)}`}
                  >
                    {t('benefits.claim')}
                  </LinkButton>
                </Show>
                <Button icon="pen" onClick={() => setDoing({ kind: 'edit' })}>
                  {t('benefits.edit')}
                </Button>
                <Button icon="plus" onClick={() => setDoing({ kind: 'measure' })}>
                  {t('benefits.addMeasure')}
                </Button>
              </div>
            </Show>
            <BenefitClaims benefit={benefit().code} asKnown={props.asKnown} />
            <Show when={doing()}>
              {(one) => <Dialogs doing={one()} benefit={benefit()} onClose={() => setDoing(undefined)} onDone={done} />}
            </Show>
          </>
        )}
      </Shown>
    </aside>
  )
}
