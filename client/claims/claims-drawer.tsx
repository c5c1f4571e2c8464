import { createEffect, createSignal, createUniqueId, on, Show } from 'solid-js'
import { acceptedStates, awaitingStates, openStates } from '#models/claims/claim.schemas.ts'
import type { ClaimView } from '#models/claims/claim.views.ts'
import { may, session } from '#client/api/access.ts'
import { auditPackPath, claim, claimPath, evidencePath, moveClaim } from '#client/api/claims.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button, LinkButton } from '#client/ui/button.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { ClaimBacking } from './claim-backing.tsx'
import { ClaimBars } from './claim-bars.tsx'
import { ClaimChanged } from './claim-changed.tsx'
import { ClaimCheckList } from './claim-check-list.tsx'
import { ClaimForm } from './claim-form.tsx'
import { ClaimSignatures } from './claim-signatures.tsx'
import { natureText, stateLook } from './claim-words.ts'
import { DecideForm } from './decide-form.tsx'
import { EvidenceList } from './evidence-list.tsx'
import { SampleForm } from './sample-form.tsx'
import './claims.css'

/** Why this person does not decide; undefined when they may. */
function whyNot(one: ClaimView): string | undefined {
  if (!may('claims.validate')) return t('claims.notAllowed')
  const user = session()?.user
  return one.submittedBy === user || one.createdBy === user ? t('claims.ownClaim') : undefined
}

function OwnActs(props: { claim: ClaimView; onEdit: () => void; onChanged: (claim: ClaimView) => void }) {
  const act = createAct()
  async function move(how: 'submit' | 'withdraw') {
    const moved = await act.run(() => moveClaim(props.claim, how))
    if (moved === undefined) return
    showToast({
      text: t(how === 'submit' ? 'claims.submittedToast' : 'claims.withdrawnToast', { code: moved.code }),
    })
    props.onChanged(moved)
  }
  return (
    <>
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      <Button
        kind="primary"
        busy={act.isRunning() ? t('claims.submitting') : undefined}
        onClick={() => void move('submit')}
      >
        {t('claims.submit')}
      </Button>
      <Button icon="pen" onClick={() => props.onEdit()}>
        {t('claims.edit')}
      </Button>
      <Button kind="danger" onClick={() => void move('withdraw')}>
        {t('claims.withdraw')}
      </Button>
    </>
  )
}

function Statement(props: { claim: ClaimView }) {
  const words = () => {
    const { fr, en } = props.claim.content.statement
    return fr === undefined && en === undefined ? undefined : { fr: fr ?? en ?? '', en: en ?? fr ?? '' }
  }
  return (
    <Show when={words()}>
      {(given) => (
        <div>
          <h3>{t('claims.statement')}</h3>
          <p>{said(given())}</p>
        </div>
      )}
    </Show>
  )
}

function OneClaim(props: {
  claim: ClaimView
  asKnown: string | undefined
  onClose: () => void
  onChanged: (claim: ClaimView) => void
}) {
  const id = createUniqueId()
  const [reasons, setReasons] = createSignal<Readonly<Record<string, string>>>({})
  const [isWriting, setWriting] = createSignal<'edit' | 'correct'>()
  let heading: HTMLHeadingElement | undefined
  createEffect(
    on(
      () => props.claim.code,
      () => {
        setReasons({})
        setWriting(undefined)
        heading?.focus()
      },
    ),
  )
  const one = () => props.claim
  /** What was known before is read, never written on. */
  const isNow = () => props.asKnown === undefined
  const isAwaiting = () => isNow() && awaitingStates.includes(one().state)
  const isOwn = () => isNow() && openStates.includes(one().state) && one().createdBy === session()?.user
  const mayCorrect = () =>
    isNow() && acceptedStates.includes(one().state) && one().supersededAt === null && may('claims.submit')
  const mayDecide = () => isAwaiting() && whyNot(one()) === undefined
  return (
    <aside class="drawer rc-drawer" aria-labelledby={id}>
      <div class="drawer-h">
        <div class="grow">
          <p class="sm mut">
            <span class="mono">{one().code}</span> {t(natureText[one().nature])}, {fmt.months(one().from, one().to)}
          </p>
          <h2 id={id} tabindex="-1" ref={(element) => (heading = element)}>
            {said(one().benefitTitle)}
          </h2>
          <p class="sm">
            <StatusMark tone={stateLook[one().state].tone}>{t(stateLook[one().state].text)}</StatusMark>{' '}
            <span class="gr" title={t('claims.gradeOf', { grade: one().grade })}>
              <span class="vh">{t('claims.grade')} </span>
              {one().grade}
            </span>{' '}
            <span class="mono mut">{one().benefit}</span> {one().body}
            <Show when={one().supersedes}>{(code) => <>, {t('claims.supersedes', { code: code() })}</>}</Show>
            <Show when={one().supersededAt}>
              {' '}
              <StatusMark tone="none">{t('claims.superseded')}</StatusMark>
            </Show>
          </p>
        </div>
        <Button small kind="quiet" icon="x" name={t('claims.close')} onClick={() => props.onClose()} />
      </div>
      <div class="drawer-b">
        <Show
          when={isWriting()}
          fallback={
            <>
              <ClaimChanged changed={one().changed} />
              <ClaimBars claim={one()} />
              <Statement claim={one()} />
              <ClaimBacking claim={one()} asKnown={props.asKnown} />
              <ClaimCheckList
                claim={one()}
                reasons={mayDecide() ? reasons() : undefined}
                onReason={(rule, reason) => setReasons({ ...reasons(), [rule]: reason })}
              />
              <div>
                <h3>{t('claims.evidence')}</h3>
                <EvidenceList
                  subject={one().code}
                  empty={t('claims.evidenceNone')}
                  months={{ from: one().from, to: one().to }}
                  asKnown={props.asKnown}
                  isReadOnly={isNow() ? undefined : true}
                />
                <EvidenceList
                  subject={one().benefit}
                  empty={t('claims.evidenceNoneOfBenefit', { benefit: one().benefit })}
                  asKnown={props.asKnown}
                  isReadOnly
                />
              </div>
              <ClaimSignatures claim={one()} isPast={!isNow()} />
              <Show when={mayDecide() && one().content.backing.some(({ kind }) => kind === 'bill')}>
                <SampleForm code={one().code} onKept={() => void refresh(evidencePath)} />
              </Show>
              <Show when={mayDecide()}>
                <DecideForm claim={one()} reasons={reasons()} onChanged={(next) => props.onChanged(next)} />
              </Show>
              <Show when={isAwaiting() ? whyNot(one()) : undefined}>{(why) => <p class="hint">{why()}</p>}</Show>
            </>
          }
        >
          {(how) => (
            <ClaimForm
              benefit={one().benefit}
              {...(how() === 'edit' ? { edits: one() } : { corrects: one() })}
              onCancel={() => setWriting(undefined)}
              onDone={(made) => {
                setWriting(undefined)
                props.onChanged(made)
              }}
            />
          )}
        </Show>
      </div>
      <Show when={isWriting() === undefined}>
        <div class="drawer-f">
          <Show when={isOwn()}>
            <OwnActs claim={one()} onEdit={() => setWriting('edit')} onChanged={(next) => props.onChanged(next)} />
          </Show>
          <Show when={mayCorrect()}>
            <Button onClick={() => setWriting('correct')}>{t('claims.correct')}</Button>
          </Show>
          <LinkButton kind="quiet" icon="download" href={auditPackPath(one().benefit, props.asKnown)} download>
            {t('claims.pack')}
          </LinkButton>
        </div>
      </Show>
    </aside>
  )
}

/** One claim beside the list: amounts, rows, checks, evidence, signatures, and what this person may do. */
export function ClaimsDrawer(props: {
  code: string
  /** Day at whose end it is shown as it was known; now when undefined. */
  asKnown: string | undefined
  onClose: () => void
  onChanged: (claim: ClaimView) => void
}) {
  const load = createLoad(() => claimPath(props.code, props.asKnown), claim)
  return (
    <Shown load={load}>
      {(one) => (
        <OneClaim
          claim={one()}
          asKnown={props.asKnown}
          onClose={() => props.onClose()}
          onChanged={(next) => {
            if (next.code === one().code) load.put(next)
            props.onChanged(next)
          }}
        />
      )}
    </Shown>
  )
}
