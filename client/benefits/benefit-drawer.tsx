import { createSignal, createUniqueId, For, onMount, Show } from 'solid-js'
import type { BenefitDetail } from '#models/benefits/register.views.ts'
import { may } from '#client/api/access.ts'
import { createLoad } from '#client/api/load.ts'
import { benefitHistory, benefitPath, historyPath, oneBenefit } from '#client/api/register.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { BenefitClaims } from '#client/claims/benefit-claims.tsx'
import { EvidenceList } from '#client/claims/evidence-list.tsx'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { Button, LinkButton } from '#client/ui/button.tsx'
import { createShortcuts } from '#client/ui/keys.ts'
import { Shown } from '#client/ui/loaded.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { RealisedBlock } from '#client/realised/realised-block.tsx'
import { Adjustments } from './benefit-adjustments.tsx'
import { BenefitDialog, type Doing } from './benefit-dialogs.tsx'
import { MeasureBlock } from './benefit-measures.tsx'
import { Promises } from './benefit-promises.tsx'
import { LifeActs, Signatures } from './benefit-signatures.tsx'
import { categoryText, gapText, lifeText, lifeTone, typeText } from './benefit-words.ts'

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

function History(props: { code: string; asKnown: string | undefined }) {
  const isKnown = ({ recordedAt }: { readonly recordedAt: string }) =>
    props.asKnown === undefined || recordedAt.slice(0, 10) <= props.asKnown
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
            <For each={history().records.filter(isKnown).toReversed()}>
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
    // The button that opened the form may be gone with what it asked for: the focus stays in the drawer.
    setTimeout(() => {
      if (document.activeElement === document.body) drawer?.focus({ preventScroll: true })
    })
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
              <EvidenceList subject={benefit().code} empty={t('benefits.noEvidence')} asKnown={props.asKnown} />
              <BenefitClaims benefit={benefit().code} asKnown={props.asKnown} />
              <h3>{t('benefits.signatures')}</h3>
              <Signatures benefit={benefit()} onDo={setDoing} />
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
              <Promises benefit={benefit()} />
              <h3>{t('benefits.adjustments')}</h3>
              <Adjustments benefit={benefit()} onDo={setDoing} />
              <h3>{t('benefits.measures')}</h3>
              <For each={benefit().measures} fallback={<p class="sm mut">{t('benefits.noMeasure')}</p>}>
                {(measure) => <MeasureBlock measure={measure} canAct={benefit().etag !== null} onDo={setDoing} />}
              </For>
              <Show when={benefit().etag !== null && may('benefits.edit')}>
                <div>
                  <Button small icon="plus" onClick={() => setDoing({ kind: 'measure' })}>
                    {t('benefits.addMeasure')}
                  </Button>
                </div>
              </Show>
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
                <History code={benefit().code} asKnown={props.asKnown} />
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
              </div>
            </Show>
            <Show when={doing()} keyed>
              {(one) => (
                <BenefitDialog doing={one} benefit={benefit()} onClose={() => setDoing(undefined)} onDone={done} />
              )}
            </Show>
          </>
        )}
      </Shown>
    </aside>
  )
}
