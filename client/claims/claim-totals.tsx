import { For, Show } from 'solid-js'
import { type ClaimGrade, claimGrades } from '#models/claims/claim.schemas.ts'
import type { ClaimTotals } from '#models/claims/claim.views.ts'
import { claimTotals, claimTotalsPath } from '#client/api/claims.ts'
import { createLoad } from '#client/api/load.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Figure } from '#client/ui/figure.tsx'
import { Shown } from '#client/ui/loaded.tsx'

function Totals(props: { totals: ClaimTotals }) {
  const one = () => props.totals
  const graded = () => claimGrades.filter((grade) => Number(one().byGrade[grade]) !== 0)
  const share = (grade: ClaimGrade) => `${grade} ${fmt.money(one().byGrade[grade])}`
  return (
    <dl class="panel rc-totals" aria-label={t('claims.totals')}>
      <div>
        <dt>{t('claims.headline')}</dt>
        <dd>
          <b>
            <Figure id={one().figure} label={t('claims.headline')}>
              {fmt.money(one().headline)}
            </Figure>
          </b>
        </dd>
      </div>
      <div>
        <dt>{t('claims.headlineCashable')}</dt>
        <dd>{fmt.money(one().cashable)}</dd>
      </div>
      <div>
        <dt>{t('claims.allAccepted')}</dt>
        <dd>{fmt.money(one().accepted)}</dd>
      </div>
      <div>
        <dt>{t('claims.byGrade')}</dt>
        <dd>
          <For each={graded()} fallback={<span class="mut">{t('claims.nothingAccepted')}</span>}>
            {(grade, at) => (
              <>
                {at() === 0 ? '' : ', '}
                <span class="nb">{share(grade)}</span>
              </>
            )}
          </For>
        </dd>
      </div>
      <Show when={Number(one().loss) !== 0}>
        <div>
          <dt>{t('claims.losses')}</dt>
          <dd>{fmt.money(one().loss)}</dd>
        </div>
      </Show>
      <Show when={one().otherUnits > 0}>
        <div>
          <dt>{t('claims.otherUnit')}</dt>
          <dd>{t('claims.otherUnits', { count: one().otherUnits })}</dd>
        </div>
      </Show>
    </dl>
  )
}

/** What counts as realised, above the claims that make it: grades A and B, dollars alone. */
export function ClaimTotalsBar(props: { asKnown: string | undefined }) {
  const load = createLoad(() => claimTotalsPath(props.asKnown), claimTotals)
  return <Shown load={load}>{(totals) => <Totals totals={totals()} />}</Shown>
}
