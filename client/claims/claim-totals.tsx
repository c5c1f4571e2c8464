import { For, Show } from 'solid-js'
import { claimGrades } from '#models/claims/claim.schemas.ts'
import type { ClaimTotals, ClaimTotalTerm } from '#models/claims/claim.views.ts'
import { claimTotals, claimTotalsPath } from '#client/api/claims.ts'
import { createLoad } from '#client/api/load.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Figure } from '#client/ui/figure.tsx'
import { Shown } from '#client/ui/loaded.tsx'

function Opened(props: { term: ClaimTotalTerm; amount: string; label: string; totals: ClaimTotals }) {
  return (
    <Figure id={props.totals.figures[props.term]} label={props.label}>
      {fmt.money(props.amount)}
    </Figure>
  )
}

function Totals(props: { totals: ClaimTotals }) {
  const one = () => props.totals
  const graded = () => claimGrades.filter((grade) => Number(one().byGrade[grade]) !== 0)
  return (
    <dl class="panel rc-totals" aria-label={t('claims.totals')}>
      <div>
        <dt>{t('claims.headline')}</dt>
        <dd>
          <b>
            <Opened term="headline" amount={one().headline} label={t('claims.headline')} totals={one()} />
          </b>
        </dd>
      </div>
      <div>
        <dt>{t('claims.headlineCashable')}</dt>
        <dd>
          <Opened term="cashable" amount={one().cashable} label={t('claims.headlineCashable')} totals={one()} />
        </dd>
      </div>
      <div>
        <dt>{t('claims.allAccepted')}</dt>
        <dd>
          <Opened term="accepted" amount={one().accepted} label={t('claims.allAccepted')} totals={one()} />
        </dd>
      </div>
      <div>
        <dt>{t('claims.byGrade')}</dt>
        <dd>
          <For each={graded()} fallback={<span class="mut">{t('claims.nothingAccepted')}</span>}>
            {(grade, at) => (
              <>
                {at() === 0 ? '' : ', '}
                <span class="nb">
                  {grade}{' '}
                  <Opened
                    term={grade}
                    amount={one().byGrade[grade]}
                    label={t('claims.gradeOf', { grade })}
                    totals={one()}
                  />
                </span>
              </>
            )}
          </For>
        </dd>
      </div>
      <Show when={Number(one().loss) !== 0}>
        <div>
          <dt>{t('claims.losses')}</dt>
          <dd>
            <Opened term="loss" amount={one().loss} label={t('claims.losses')} totals={one()} />
          </dd>
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
