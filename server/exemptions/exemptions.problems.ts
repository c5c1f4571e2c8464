import type { EndDateFault } from '#models/exemptions/exemption.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import { ProblemError } from '#models/shared/problem.ts'

const title = { fr: 'Dérogation refusée', en: 'Exemption refused' }

export const exemptionNotFound = (code: string) =>
  new ProblemError({
    code: 'exemption-not-found',
    status: 404,
    title: { fr: 'Dérogation introuvable', en: 'Exemption not found' },
    detail: {
      fr: `Aucune dérogation ${code} dans votre périmètre.`,
      en: `No exemption ${code} within your scope.`,
    },
  })

export const ruleUnknown = (rule: string) =>
  new ProblemError({
    code: 'rule-unknown',
    status: 422,
    title,
    detail: {
      fr: `La règle ${rule} n’est pas dans le jeu de règles en vigueur.`,
      en: `The rule ${rule} is not in the rule pack in force.`,
    },
    errors: [{ code: 'not-in-list', pointer: '/rule', detail: { fr: 'Règle inconnue.', en: 'Unknown rule.' } }],
  })

export const neverOnLaw = (rule: string) =>
  new ProblemError({
    code: 'exemption-never-on-law',
    status: 422,
    title,
    detail: {
      fr: `La règle ${rule} est une loi ou un décret : elle ne se lève pas. Changer d’option, ou remplir ce qu’elle exige.`,
      en: `The rule ${rule} is a law or a decree: it is never set aside. Choose another option, or meet what it requires.`,
    },
    errors: [{ code: 'never-on-law', pointer: '/rule', detail: { fr: 'Ne se lève pas.', en: 'Is never set aside.' } }],
  })

export const notOffered = (rule: string) =>
  new ProblemError({
    code: 'exemption-not-offered',
    status: 422,
    title,
    detail: {
      fr: `La politique de l’installation n’admet pas de dérogation à une règle de la force de ${rule}.`,
      en: `The policy of this installation allows no exemption to a rule of the force of ${rule}.`,
    },
    errors: [{ code: 'not-offered', pointer: '/rule', detail: { fr: 'Dérogation non offerte.', en: 'Not offered.' } }],
  })

export const endDateRefused = (fault: EndDateFault, longestDays: number) =>
  new ProblemError({
    code: `exemption-end-${fault}`,
    status: 422,
    title,
    detail: endDateText(fault, longestDays),
    errors: [{ code: fault, pointer: '/endsOn', detail: endDateText(fault, longestDays) }],
  })

function endDateText(fault: EndDateFault, longestDays: number): Bilingual {
  if (fault === 'in-the-past')
    return {
      fr: 'La date de fin est déjà passée. Donner le dernier jour où la dérogation tient, aujourd’hui au plus tôt.',
      en: 'The end date is already past. Give the last day the exemption holds, today at the earliest.',
    }
  return {
    fr: `La date de fin est trop lointaine : ${longestDays} jours au plus. Demander moins, puis renouveler.`,
    en: `The end date is too far: ${longestDays} days at most. Ask for less, then renew.`,
  }
}

export const endPassed = (endsOn: string) =>
  new ProblemError({
    code: 'exemption-end-passed',
    status: 409,
    title,
    detail: {
      fr: `La date de fin demandée (${endsOn}) est passée pendant l’attente. Retourner la demande, ou en proposer une autre.`,
      en: `The end date asked for (${endsOn}) went by while it waited. Send the request back, or propose another.`,
    },
  })

export const olderExemption = (newer: string) =>
  new ProblemError({
    code: 'exemption-older-version',
    status: 409,
    title,
    detail: {
      fr: `Une demande plus récente (${newer}) porte sur la même règle et la même charge. L’examiner à la place.`,
      en: `A newer request (${newer}) speaks of the same rule and workload. Review that one instead.`,
    },
  })

export const exemptionAlreadyAnswered = () =>
  new ProblemError({
    code: 'exemption-already-answered',
    status: 409,
    title,
    detail: {
      fr: 'Cette demande a déjà reçu une réponse. Relire le registre.',
      en: 'This request already has an answer. Read the register again.',
    },
  })

export const nothingToWithdraw = () =>
  new ProblemError({
    code: 'exemption-nothing-to-withdraw',
    status: 409,
    title,
    detail: {
      fr: 'Seule une dérogation proposée ou en vigueur se retire.',
      en: 'Only an exemption that is proposed or in force can be withdrawn.',
    },
  })

export const policyNeedsAllBodies = () =>
  new ProblemError({
    code: 'exemption-policy-needs-all-bodies',
    status: 403,
    title: { fr: 'Politique refusée', en: 'Policy refused' },
    detail: {
      fr: 'Ce réglage vaut pour tous les organismes : seule une personne de la centrale qui les atteint tous peut le changer.',
      en: 'This setting holds for every body: only a person of the centre who reaches them all may change it.',
    },
  })
