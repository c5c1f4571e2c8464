import { access } from './en/access.ts'
import { app } from './en/app.ts'
import { assessment } from './en/assessment.ts'
import { classification } from './en/classification.ts'
import { decisions } from './en/decisions.ts'
import { figures } from './en/figures.ts'
import { home } from './en/home.ts'
import { imports } from './en/imports.ts'
import { portfolio } from './en/portfolio.ts'
import { problems } from './en/problems.ts'
import { ui } from './en/ui.ts'
import { workload } from './en/workload.ts'
import type { Dictionary } from './fr.ts'
import type { SameKeys } from './text.ts'

export const en: { readonly [F in keyof Dictionary]: SameKeys<Dictionary[F]> } = {
  access,
  app,
  assessment,
  classification,
  decisions,
  figures,
  home,
  imports,
  portfolio,
  problems,
  ui,
  workload,
}
