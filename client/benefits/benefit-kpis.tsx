import { promisedTotal } from '#models/benefits/promise.ts'
import type { RegisterPage } from '#models/benefits/register.views.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'
import { Figure } from '#client/ui/figure.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { typeText } from './benefit-words.ts'

/** A figure that nothing gives yet says so: it is unknown, not zero. */
function Unknown(props: { title: TextKey; why: TextKey }) {
  return (
    <section class="kpi">
      <h2>{t(props.title)}</h2>
      <p class="big mut3">{unknownMark}</p>
      <p class="foot">
        <StatusMark tone="none">{t('benefits.unknown')}</StatusMark> {t(props.why)}
      </p>
    </section>
  )
}

/** What was planned by a month as the sum of its lines, whole cents each. */
function plannedDerivation(page: RegisterPage): Derivation {
  const lines = page.items.flatMap((line): Derivation[] =>
    line.plannedToDateCad === null
      ? []
      : [
          {
            name: 'b',
            label: line.title,
            value: Number(line.plannedToDateCad),
            unit: 'CAD',
            inputs: [],
            note: {
              fr: `${line.code}, plan en vigueur jusqu’à ${page.planned.through}, nature : ${t(typeText[line.type])}`,
              en: `${line.code}, plan in force until ${page.planned.through}, type: ${t(typeText[line.type])}`,
            },
          },
        ],
  )
  return {
    ...promisedTotal(lines),
    name: 'planned',
    unit: 'CAD',
    label: { fr: `Prévu jusqu’à ${page.planned.through}`, en: `Planned until ${page.planned.through}` },
  }
}

/** Planned, realised, validated, forecast: the four questions of the page. */
export function BenefitKpis(props: { page: RegisterPage }) {
  const planned = () => props.page.planned
  return (
    <div class="kpis bn-k">
      <section class="kpi">
        <h2>{t('benefits.plannedToDate')}</h2>
        <p class="big">
          <Figure
            id={props.page.next === null ? () => plannedDerivation(props.page) : undefined}
            label={t('benefits.plannedToDate')}
          >
            {fmt.compactMoney(Number(planned().toDate.net))}
          </Figure>
        </p>
        <p class="foot">
          {t('benefits.ofPlan', { total: fmt.compactMoney(Number(planned().whole.net)), month: planned().through })}
          {Number(planned().toDate.losses) === 0
            ? ''
            : ` ${t('benefits.grossAndLoss', {
                gains: fmt.compactMoney(Number(planned().toDate.gains)),
                losses: fmt.compactMoney(Number(planned().toDate.losses)),
              })}`}
        </p>
      </section>
      <Unknown title="benefits.realised" why="benefits.realisedWhy" />
      <Unknown title="benefits.validated" why="benefits.validatedWhy" />
      <Unknown title="benefits.forecast" why="benefits.forecastWhy" />
    </div>
  )
}
