import { access } from './fr/access.ts'
import { allocation } from './fr/allocation.ts'
import { app } from './fr/app.ts'
import { assessment } from './fr/assessment.ts'
import { audit } from './fr/audit.ts'
import { barometer } from './fr/barometer.ts'
import { benefits } from './fr/benefits.ts'
import { bills } from './fr/bills.ts'
import { carbon } from './fr/carbon.ts'
import { board } from './fr/board.ts'
import { cases } from './fr/cases.ts'
import { cells } from './fr/cells.ts'
import { classification } from './fr/classification.ts'
import { costs } from './fr/costs.ts'
import { decisions } from './fr/decisions.ts'
import { detection } from './fr/detection.ts'
import { claims } from './fr/claims.ts'
import { exemptions } from './fr/exemptions.ts'
import { figures } from './fr/figures.ts'
import { formulas } from './fr/formulas.ts'
import { home } from './fr/home.ts'
import { imports } from './fr/imports.ts'
import { incidents } from './fr/incidents.ts'
import { ladders } from './fr/ladders.ts'
import { ledgers } from './fr/ledgers.ts'
import { packs } from './fr/packs.ts'
import { portfolio } from './fr/portfolio.ts'
import { prices } from './fr/prices.ts'
import { privacy } from './fr/privacy.ts'
import { problems } from './fr/problems.ts'
import { realised } from './fr/realised.ts'
import { rules } from './fr/rules.ts'
import { strategies } from './fr/strategies.ts'
import { sizing } from './fr/sizing.ts'
import { ui } from './fr/ui.ts'
import { waves } from './fr/waves.ts'
import { workload } from './fr/workload.ts'

/** The reference dictionary: its keys are the only ones that exist. One file a feature. */
export const fr = {
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
export type Dictionary = typeof fr
