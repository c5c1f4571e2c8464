import { access } from './en/access.ts'
import { allocation } from './en/allocation.ts'
import { app } from './en/app.ts'
import { assessment } from './en/assessment.ts'
import { audit } from './en/audit.ts'
import { barometer } from './en/barometer.ts'
import { benefits } from './en/benefits.ts'
import { bills } from './en/bills.ts'
import { carbon } from './en/carbon.ts'
import { board } from './en/board.ts'
import { cases } from './en/cases.ts'
import { cells } from './en/cells.ts'
import { classification } from './en/classification.ts'
import { costs } from './en/costs.ts'
import { decisions } from './en/decisions.ts'
import { detection } from './en/detection.ts'
import { claims } from './en/claims.ts'
import { exemptions } from './en/exemptions.ts'
import { figures } from './en/figures.ts'
import { formulas } from './en/formulas.ts'
import { home } from './en/home.ts'
import { imports } from './en/imports.ts'
import { incidents } from './en/incidents.ts'
import { ladders } from './en/ladders.ts'
import { ledgers } from './en/ledgers.ts'
import { packs } from './en/packs.ts'
import { portfolio } from './en/portfolio.ts'
import { prices } from './en/prices.ts'
import { privacy } from './en/privacy.ts'
import { problems } from './en/problems.ts'
import { realised } from './en/realised.ts'
import { rules } from './en/rules.ts'
import { strategies } from './en/strategies.ts'
import { sizing } from './en/sizing.ts'
import { ui } from './en/ui.ts'
import { waves } from './en/waves.ts'
import { workload } from './en/workload.ts'
import type { Dictionary } from './fr.ts'
import type { SameKeys } from './text.ts'

export const en: { readonly [F in keyof Dictionary]: SameKeys<Dictionary[F]> } = {
  access,
  allocation,
  app,
  assessment,
  audit,
  barometer,
  benefits,
  bills,
  carbon,
  board,
  cases,
  cells,
  classification,
  costs,
  decisions,
  detection,
  claims,
  exemptions,
  figures,
  formulas,
  home,
  imports,
  incidents,
  ladders,
  ledgers,
  packs,
  portfolio,
  prices,
  privacy,
  problems,
  realised,
  rules,
  strategies,
  sizing,
  ui,
  waves,
  workload,
}
