import { For, Show } from 'solid-js'
import { may } from '#client/api/access.ts'
import { benefitClaimsPath, claimsOfBenefit } from '#client/api/claims.ts'
import { createLoad } from '#client/api/load.ts'
import { filteredPath } from '#client/api/register.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { LinkButton } from '#client/ui/button.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { amountWords, stateLook } from './claim-words.ts'
import './claims.css'

/** The claims of a benefit, each a link to it, and the way to a new one. */
export function BenefitClaims(props: { benefit: string; asKnown: string | undefined }) {
  const load = createLoad(() => benefitClaimsPath(props.benefit, props.asKnown), claimsOfBenefit)
  const linkTo = (code: string) => filteredPath('/benefices/validation', { etat: 'all', r: code, connu: props.asKnown })
  return (
    <div class="drawer-f">
      <div class="grow">
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
        <Show when={props.asKnown === undefined && may('claims.submit')}>
          <LinkButton href={`/benefices/validation?reclamer=${props.benefit}`}>{t('claims.new')}</LinkButton>
        </Show>
      </div>
    </div>
  )
}
