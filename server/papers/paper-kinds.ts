import type { PaperKindName } from '#models/papers/paper.schemas.ts'
import { benefitPaper, ensureBenefit } from './benefit-paper.ts'
import { boardPaper } from './board-paper.ts'
import { dossierPaper } from './dossier-paper.ts'
import { ensureComputedCase } from './case-facts.ts'
import { casePaper } from './case-paper.ts'
import type { PaperKind } from './paper.ts'
import { ensureBodyOf } from './portfolio-facts.ts'
import { portfolioPaper } from './portfolio-paper.ts'

/** The reports there are: a new one adds its name to `models/papers/paper.schemas.ts` and its line here. */
export const paperKindOf: Readonly<Record<PaperKindName, PaperKind>> = {
  portfolio: { action: 'assessment.read', ensure: ensureBodyOf, build: portfolioPaper },
  board: { action: 'benefits.read', ensure: ensureBodyOf, build: boardPaper },
  benefit: { action: 'benefits.read', ensure: ensureBenefit, build: benefitPaper },
  dossier: { action: 'benefits.read', ensure: ensureBodyOf, build: dossierPaper },
  'business-case': { action: 'cases.read', ensure: ensureComputedCase, build: casePaper },
}
