import { access } from './fr/access.ts'
import { app } from './fr/app.ts'
import { figures } from './fr/figures.ts'
import { home } from './fr/home.ts'
import { portfolio } from './fr/portfolio.ts'
import { problems } from './fr/problems.ts'
import { ui } from './fr/ui.ts'

/** The reference dictionary: its keys are the only ones that exist. One file a feature. */
export const fr = { access, app, figures, home, portfolio, problems, ui }
export type Dictionary = typeof fr
