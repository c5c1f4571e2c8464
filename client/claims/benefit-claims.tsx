import { For, Show } from 'solid-js'
import type { ClaimLine } from '#models/claims/claim.views.ts'
import { benefitClaimsPath, claimsOfBenefit } from '#client/api/claims.ts'
import { createLoad } from '#client/api/load.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Shown } from '#client/ui/loaded.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { amountWords, stateLook } from './claim-words.ts'
import './claims.css'

/**
 * The claims of a benefit, each a link to it. As known on a day past: those that were there, with what they asked,
 * and nothing of what was decided since.
 */
export function BenefitClaims(props: { benefit: string; asKnown?: string | undefined }) {
  const load = createLoad(() => benefitClaimsPath(props.benefit), claimsOfBenefit)
  const isPast = () => props.asKnown !== undefined
  const known = (all: readonly ClaimLine[]) =>
    all.filter((one) => props.asKnown === undefined || one.createdAt.slice(0, 10) <= props.asKnown)
  return (
    <>
      <h3>{t('claims.queue')}</h3>
      <Shown load={load}>
        {(claims) => (
          <ul class="rc-evidence of-benefit">
            <For each={known(claims())} fallback={<li class="hint">{t('claims.none')}</li>}>
              {(one) => (
                <li>
                  <a class="mono" href={`/benefices/validation?etat=all&r=${one.code}`}>
                    {one.code}
                  </a>
                  <span>
                    {fmt.months(one.from, one.to)},{' '}
                    {amountWords(isPast() ? one.net : (one.accepted ?? one.net), one.unit)}
                  </span>
                  <Show when={!isPast()}>
                    <StatusMark tone={stateLook[one.state].tone}>{t(stateLook[one.state].text)}</StatusMark>
                  </Show>
                </li>
              )}
            </For>
          </ul>
        )}
      </Shown>
    </>
  )
}
