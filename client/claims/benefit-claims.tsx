import { For } from 'solid-js'
import { benefitClaimsPath, claimsOfBenefit } from '#client/api/claims.ts'
import { createLoad } from '#client/api/load.ts'
import { filteredPath } from '#client/api/register.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Shown } from '#client/ui/loaded.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { amountWords, stateLook } from './claim-words.ts'
import './claims.css'

/** The claims of a benefit, each a link to it, as known now or on a past day. */
export function BenefitClaims(props: { benefit: string; asKnown?: string | undefined }) {
  const load = createLoad(() => benefitClaimsPath(props.benefit, props.asKnown), claimsOfBenefit)
  const linkTo = (code: string) => filteredPath('/benefices/validation', { etat: 'all', r: code, connu: props.asKnown })
  return (
    <>
      <h3>{t('claims.queue')}</h3>
      <Shown load={load}>
        {(claims) => (
          <ul class="rc-of">
            <For each={claims()} fallback={<li class="hint">{t('claims.none')}</li>}>
              {(one) => (
                <li>
                  <a class="mono" href={linkTo(one.code)}>
                    {one.code}
                  </a>
                  <span>
                    {fmt.months(one.from, one.to)}, {amountWords(one.accepted ?? one.net, one.unit)}
                  </span>
                  <StatusMark tone={stateLook[one.state].tone}>{t(stateLook[one.state].text)}</StatusMark>
                </li>
              )}
            </For>
          </ul>
        )}
      </Shown>
    </>
  )
}
