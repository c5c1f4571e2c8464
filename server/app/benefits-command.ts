import type { AmountView, BenefitStatusView } from '#models/realised/realised.views.ts'
import type { Reach } from '#server/access/reach.ts'
import type { RealisedDeps } from '#server/realised/gathering.usecases.ts'
import { benefitStatuses } from '#server/realised/realised.usecases.ts'

/** One line a benefit: amounts as decimal text, the forecast as numbers, what is not known with its reasons. */
export async function benefitLines(deps: RealisedDeps, reach: Reach, asKnown: string | undefined) {
  const lines = await benefitStatuses(deps, reach, asKnown)
  return lines.map((line) => ({ json: lineJson(line), readable: readable(line) }))
}

const amount = (one: AmountView) => (one.kind === 'known' ? one.cad : { unknown: one.reasons })

function lineJson(line: BenefitStatusView) {
  const { forecast } = line
  return {
    benefit: line.benefit,
    promisedCad: amount(line.promised),
    currentCad: amount(line.current),
    validatedCad: amount(line.validated),
    forecastCad:
      forecast.kind === 'known'
        ? { p10: forecast.p10, p50: forecast.p50, p90: forecast.p90 }
        : { unknown: forecast.reasons },
    grade: line.grade,
    colour: line.colour,
    // The first two amounts are of a year at plateau; these and the forecast are of the whole plan, up to its last month.
    realisedCad: amount(line.realised),
    promisedToHorizonCad: line.promisedToHorizonCad,
    currentToHorizonCad: line.currentToHorizonCad,
    horizon: line.horizon,
    colourRules: line.colourRules,
  }
}

const readable = (line: BenefitStatusView) =>
  `${line.benefit}  ${line.promised.kind === 'known' ? line.promised.cad : '–'} $  ${line.colour}  ${line.title.fr}`
