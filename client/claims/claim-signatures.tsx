import { Show } from 'solid-js'
import { acceptedStates, awaitingStates } from '#models/claims/claim.schemas.ts'
import type { ClaimView } from '#models/claims/claim.views.ts'
import { may, session } from '#client/api/access.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { stateLook } from './claim-words.ts'

/** Who has signed, whose turn it is, what comes after: functions and numbers, never names. */
export function ClaimSignatures(props: { claim: ClaimView; isPast: boolean }) {
  const one = () => props.claim
  const last = () => one().validations.at(-1)
  const isAwaiting = () => awaitingStates.includes(one().state)
  const isYours = () => !props.isPast && isAwaiting() && may('claims.validate') && one().submittedBy !== session()?.user
  return (
    <div>
      <h3>{t('claims.signatures')}</h3>
      <ul class="rc-sign">
        <li classList={{ now: one().submittedAt === null }}>
          <b>{t('claims.signOwner')}</b>
          <Show
            when={one().submittedAt}
            fallback={
              <>
                <StatusMark tone="warn">{t('claims.toSign')}</StatusMark>
                <br />
                {one().createdBy}
              </>
            }
          >
            {(at) => (
              <>
                <StatusMark tone="ok">{t('claims.signed')}</StatusMark>
                <br />
                {one().submittedBy}
                <br />
                <time dateTime={at()}>{fmt.date(at())}</time>
              </>
            )}
          </Show>
        </li>
        <li classList={{ now: isAwaiting() }}>
          <b>{t('claims.signFinance')}</b>
          <Show
            when={isAwaiting() ? undefined : last()}
            fallback={
              <StatusMark tone={isAwaiting() ? 'warn' : 'none'}>
                {t(isYours() ? 'claims.toYou' : 'claims.toFinance')}
              </StatusMark>
            }
          >
            {(decision) => (
              <>
                <StatusMark tone={stateLook[one().state].tone}>{t(stateLook[one().state].text)}</StatusMark>
                <br />
                {decision().decidedBy}
                <br />
                <time dateTime={decision().decidedAt}>{fmt.date(decision().decidedAt)}</time>
              </>
            )}
          </Show>
        </li>
        <li>
          <b>{t('claims.signAudit')}</b>
          <StatusMark tone="none">
            {t(acceptedStates.includes(one().state) ? 'claims.bySample' : 'claims.afterFinance')}
          </StatusMark>
        </li>
      </ul>
      <Show when={last()}>
        {(decision) => (
          <p class="sm">
            <Show when={decision().comment !== ''}>
              {decision().comment}
              <br />
            </Show>
            <span class="mut">{t('claims.digest')}</span>{' '}
            <span class="mono" title={decision().digest}>
              {decision().digest.slice(0, 16)}…
            </span>
          </p>
        )}
      </Show>
    </div>
  )
}
