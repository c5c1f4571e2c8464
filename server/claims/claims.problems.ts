import type { CheckResult } from '#models/claims/claim-checks.ts'
import type { ClaimState } from '#models/claims/claim.schemas.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import { ProblemError, type ProblemItem } from '#models/shared/problem.ts'

const title = { fr: 'Réclamation refusée', en: 'Claim refused' }
const undecided = { fr: 'Décision refusée', en: 'Decision refused' }

export const claimNotFound = (code: string) =>
  new ProblemError({
    code: 'claim-not-found',
    status: 404,
    title: { fr: 'Réclamation introuvable', en: 'Claim not found' },
    detail: { fr: `Aucune réclamation ${code} dans votre périmètre.`, en: `No claim ${code} within your scope.` },
  })

const stateWords: Readonly<Record<ClaimState, Bilingual>> = {
  draft: { fr: 'un brouillon', en: 'a draft' },
  submitted: { fr: 'envoyée', en: 'submitted' },
  'in-review': { fr: 'en examen', en: 'in review' },
  accepted: { fr: 'acceptée', en: 'accepted' },
  'accepted-in-part': { fr: 'acceptée en partie', en: 'accepted in part' },
  returned: { fr: 'retournée', en: 'returned' },
  rejected: { fr: 'rejetée', en: 'rejected' },
  withdrawn: { fr: 'retirée', en: 'withdrawn' },
}

export const claimState = (code: string, state: ClaimState) =>
  new ProblemError({
    code: 'claim-state',
    status: 409,
    title,
    detail: {
      fr: `${code} est ${stateWords[state].fr} : cet acte ne s’y fait pas. Une réclamation décidée se corrige par une autre, qui la remplace.`,
      en: `${code} is ${stateWords[state].en}: this is not done then. A claim that is decided is corrected by another, which supersedes it.`,
    },
  })

export const claimAlreadyMoved = (code: string) =>
  new ProblemError({
    code: 'claim-already-moved',
    status: 409,
    title,
    detail: {
      fr: `${code} a changé entre-temps. La relire, puis décider.`,
      en: `${code} changed meanwhile. Read it again, then decide.`,
    },
  })

export const claimNotYours = (code: string) =>
  new ProblemError({
    code: 'claim-not-yours',
    status: 403,
    title,
    detail: {
      fr: `${code} appartient à qui l’a écrite : elle seule l’écrit, l’envoie ou la retire.`,
      en: `${code} belongs to who wrote it: only they write, send or take it back.`,
    },
  })

export const supersededUnfit = (code: string) =>
  new ProblemError({
    code: 'claim-supersedes-unfit',
    status: 409,
    title,
    detail: {
      fr: `${code} ne se remplace pas : il faut une réclamation acceptée du même bénéfice, que rien n’a encore remplacée.`,
      en: `${code} may not be superseded: it takes an accepted claim of the same benefit that nothing superseded yet.`,
    },
    errors: [
      {
        code: 'not-superseded',
        pointer: '/supersedes',
        detail: { fr: 'Ne se remplace pas.', en: 'May not be superseded.' },
      },
    ],
  })

const itemOf = (check: CheckResult): ProblemItem => ({ code: check.rule, detail: check.detail })

export const claimChecksFailed = (failures: readonly CheckResult[]) =>
  new ProblemError({
    code: 'claim-checks-failed',
    status: 422,
    title,
    detail: {
      fr: 'Une vérification qui ne se contourne pas a échoué. Rien n’a été enregistré ; corriger ce qu’elle dit.',
      en: 'A check that nobody may go past failed. Nothing was saved; correct what it says.',
    },
    errors: failures.map(itemOf),
  })

export const claimWarningsOpen = (warnings: readonly CheckResult[]) =>
  new ProblemError({
    code: 'claim-warnings-open',
    status: 422,
    title: undecided,
    detail: {
      fr: 'Des avertissements restent sans motif. Dire pourquoi on passe outre, ou retourner la réclamation.',
      en: 'Some warnings have no reason yet. Say why you go past them, or return the claim.',
    },
    errors: warnings.map(itemOf),
  })

const decisionFaults = {
  'accepted-amount': {
    pointer: '/accepted',
    detail: {
      fr: 'Le montant accepté en partie est plus petit que le net réclamé, du même signe, et n’est pas nul.',
      en: 'The amount accepted in part is smaller than the net claimed, of the same sign, and not zero.',
    },
  },
  'amount-not-asked': {
    pointer: '/accepted',
    detail: {
      fr: 'Un montant ne se donne que pour accepter une partie.',
      en: 'An amount is given only to accept a part.',
    },
  },
  'comment-needed': {
    pointer: '/comment',
    detail: {
      fr: 'Dire pourquoi : trois caractères au moins, pour une partie, un retour ou un rejet.',
      en: 'Say why: three characters at least, for a part, a return or a rejection.',
    },
  },
  'evidence-needed': {
    pointer: '/decision',
    detail: {
      fr: 'Une cote A ou B demande une preuve jointe à la réclamation ou à son bénéfice.',
      en: 'A grade A or B asks for evidence attached to the claim or to its benefit.',
    },
  },
} as const

export const decisionRefused = (fault: keyof typeof decisionFaults) =>
  new ProblemError({
    code: `claim-${fault}`,
    status: 422,
    title: undecided,
    detail: decisionFaults[fault].detail,
    errors: [{ code: fault, ...decisionFaults[fault] }],
  })

export const packScopeNeeded = () =>
  new ProblemError({
    code: 'audit-pack-scope',
    status: 422,
    title: { fr: 'Dossier de vérification refusé', en: 'Audit pack refused' },
    detail: {
      fr: 'Dire de quoi : un bénéfice (B-0001) ou un organisme, l’un ou l’autre.',
      en: 'Say of what: a benefit (B-0001) or a body, one or the other.',
    },
  })

const noSample = { fr: 'Échantillon refusé', en: 'Sample refused' }
const sampleFaults = {
  'no-rows': {
    fr: 'Aucune ligne de facture n’appuie cette réclamation : il n’y a rien à tirer. La vérifier sur ses preuves.',
    en: 'No row of a bill backs this claim: there is nothing to draw from. Check it on its evidence.',
  },
  'several-currencies': {
    fr: 'Les lignes sont de deux devises : elles ne s’additionnent pas. Vérifier chaque facture par elle-même.',
    en: 'The rows are of two currencies: they do not add. Check each bill by itself.',
  },
  'note-needed': {
    fr: 'Une ligne trouvée fausse dit pourquoi : écrire une note à côté.',
    en: 'A row found wrong says why: write a note beside it.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

export const sampleRefused = (fault: keyof typeof sampleFaults) =>
  new ProblemError({ code: `claim-sample-${fault}`, status: 422, title: noSample, detail: sampleFaults[fault] })

export const sampleUnfinished = (missing: readonly string[], strange: readonly string[]) =>
  new ProblemError({
    code: 'claim-sample-unfinished',
    status: 422,
    title: noSample,
    detail: {
      fr: `${missing.length} lignes tirées ne sont pas vérifiées, ${strange.length} lignes vérifiées ne sont pas tirées. Une facture a pu changer : tirer de nouveau, vérifier chaque ligne.`,
      en: `${missing.length} rows drawn are not checked, ${strange.length} rows checked are not drawn. A bill may have changed: draw again, check every row.`,
    },
    errors: [...missing, ...strange].slice(0, 20).map((key) => ({
      code: 'row',
      pointer: '/results',
      detail: { fr: key, en: key },
    })),
  })
