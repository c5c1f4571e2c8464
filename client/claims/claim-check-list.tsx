import { For, Show } from 'solid-js'
import type { CheckResult } from '#models/claims/claim-checks.ts'
import type { ClaimView, KeptCheck } from '#models/claims/claim.views.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { TextField } from '#client/ui/field.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { ruleText, verdictLook } from './claim-words.ts'

const order = { fail: 0, warn: 1, pass: 2 } as const
const byVerdict = <C extends CheckResult>(checks: readonly C[]) =>
  checks.toSorted((a, b) => order[a.verdict] - order[b.verdict])

function Check(props: { check: CheckResult & Partial<KeptCheck> }) {
  const look = () => verdictLook[props.check.verdict]
  return (
    <>
      <StatusMark tone={look().tone}>{t(look().text)}</StatusMark>
      <div>
        <b>{t(ruleText[props.check.rule])}</b>
        <Show when={props.check.verdict === 'fail' && props.check.isInvariant}>
          , <span class="mut">{t('claims.checkInvariant')}</span>
        </Show>
        <p>{said(props.check.detail)}</p>
        <Show when={props.check.overriddenBy}>
          {(user) => (
            <p class="mut">{t('claims.checkOverridden', { user: user(), reason: props.check.overrideReason ?? '' })}</p>
          )}
        </Show>
      </div>
    </>
  )
}

/** What the checks say now, failures first, with a reason to write beside each warning; then what each past round said. */
export function ClaimCheckList(props: {
  claim: ClaimView
  /** Reasons to go past warnings, by rule; nothing when this person does not decide. */
  reasons: Readonly<Record<string, string>> | undefined
  onReason: (rule: string, reason: string) => void
}) {
  return (
    <div>
      <h3>{t('claims.checks')}</h3>
      <Show when={props.claim.now.length > 0}>
        <ul class="rc-checks" aria-label={t('claims.checksNow')}>
          <For each={byVerdict(props.claim.now)}>
            {(check) => (
              <li>
                <Check check={check} />
                <Show when={check.verdict === 'warn' ? props.reasons : undefined}>
                  {(reasons) => (
                    <div class="why">
                      <TextField
                        label={t('claims.overrideLabel', { rule: t(ruleText[check.rule]) })}
                        hint={t('claims.overrideHint')}
                        value={reasons()[check.rule] ?? ''}
                        onInput={(reason) => props.onReason(check.rule, reason)}
                      />
                    </div>
                  )}
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <For each={props.claim.rounds.toReversed()}>
        {(round) => (
          <details>
            <summary>{t('claims.checksRound', { round: round.round, date: fmt.date(round.checkedAt) })}</summary>
            <ul class="rc-checks">
              <For each={byVerdict(round.checks)}>
                {(check) => (
                  <li>
                    <Check check={check} />
                  </li>
                )}
              </For>
            </ul>
          </details>
        )}
      </For>
    </div>
  )
}
