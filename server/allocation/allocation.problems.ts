import type { RuleSetFault, RuleSetFaultKind } from '#models/allocation/rule-set-faults.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import { ProblemError } from '#models/shared/problem.ts'

const title = { fr: 'Règles d’affectation refusées', en: 'Allocation rules refused' }

export const billImportNotFound = (id: string) =>
  new ProblemError({
    code: 'bill-import-not-found',
    status: 404,
    title: { fr: 'Import de facture introuvable', en: 'Bill import not found' },
    detail: {
      fr: `Aucun import de facture ${id.slice(0, 40)} dans votre périmètre.`,
      en: `No bill import ${id.slice(0, 40)} within your scope.`,
    },
  })

export const billChargeNotFound = () =>
  new ProblemError({
    code: 'bill-charge-not-found',
    status: 404,
    title: { fr: 'Dépense introuvable', en: 'Charge not found' },
    detail: {
      fr: 'Cet import de facture ne tient aucune dépense de ce numéro. Relire le mois, puis recommencer.',
      en: 'This bill import holds no charge of this number. Read the month again, then retry.',
    },
  })

export const monthTooLarge = (period: string) =>
  new ProblemError({
    code: 'workload-month-too-large',
    status: 422,
    title: { fr: 'Montant hors limites', en: 'Amount out of range' },
    detail: {
      fr: `La somme d’une charge pour ${period} dépasse ce qui se garde au millionième près (environ 9 milliards). Rien n’a été affecté ; vérifier l’unité des montants de la facture.`,
      en: `The sum of a workload for ${period} exceeds what is kept to the millionth (about 9 billion). Nothing was allocated; check the unit of the bill’s amounts.`,
    },
  })

export const ruleSetNotFound = () =>
  new ProblemError({
    code: 'allocation-rules-not-found',
    status: 404,
    title: { fr: 'Version introuvable', en: 'Version not found' },
    detail: {
      fr: 'Aucune version de règles d’affectation sous ce numéro, dans votre périmètre.',
      en: 'No version of allocation rules under this number, within your scope.',
    },
  })

export const ownRuleSet = () =>
  new ProblemError({
    code: 'allocation-rules-own',
    status: 403,
    title: { fr: 'Une autre personne doit décider', en: 'Another person must decide' },
    detail: {
      fr: 'Qui propose des règles d’affectation ne les approuve pas. Demander à un responsable des finances de l’organisme, ou au centre.',
      en: 'Who proposes allocation rules does not approve them. Ask a finance officer of the body, or the centre.',
    },
  })

export const ruleSetDecided = () =>
  new ProblemError({
    code: 'allocation-rules-decided',
    status: 409,
    title: { fr: 'Version déjà décidée', en: 'Version already decided' },
    detail: {
      fr: 'Cette version n’est plus proposée : quelqu’un l’a approuvée ou retournée. Relire les règles.',
      en: 'This version is no longer proposed: somebody approved or returned it. Read the rules again.',
    },
  })

export const ruleSetNotInForce = () =>
  new ProblemError({
    code: 'allocation-rules-not-in-force',
    status: 409,
    title: { fr: 'Version qui n’est pas en vigueur', en: 'Version not in force' },
    detail: {
      fr: 'Seules les règles en vigueur s’appliquent de nouveau aux factures.',
      en: 'Only the rules in force are applied again to the bills.',
    },
  })

export const ruleSetUnchanged = () =>
  new ProblemError({
    code: 'allocation-rules-unchanged',
    status: 409,
    title,
    detail: {
      fr: 'Ces règles sont celles qui sont en vigueur. En changer une d’abord.',
      en: 'These rules are those in force. Change one first.',
    },
  })

const faultText: Readonly<Record<RuleSetFaultKind, (detail: string) => Bilingual>> = {
  'rule-twice': (id) => ({
    fr: `Le code ${id} est celui d’une autre règle. En donner un autre.`,
    en: `The code ${id} is that of another rule. Give another one.`,
  }),
  'any-of-nothing': () => ({
    fr: '« L’une des conditions » n’est jamais remplie sans condition. En ajouter une, ou choisir « toutes ».',
    en: '“Any of the conditions” is never met without a condition. Add one, or choose “all”.',
  }),
  'shares-not-whole': (sum) => ({
    fr: `Les parts somment à ${sum} %. Elles doivent sommer à 100 %.`,
    en: `The shares sum to ${sum} %. They must sum to 100 %.`,
  }),
  'workload-twice': (code) => ({
    fr: `La charge ${code} est nommée deux fois. La garder une fois.`,
    en: `The workload ${code} is named twice. Keep it once.`,
  }),
  'workload-unknown': (code) => ({
    fr: `Aucune charge ${code} dans l’organisme et ceux qui en relèvent.`,
    en: `No workload ${code} in the body and those under it.`,
  }),
  'nobody-to-share': () => ({
    fr: 'Personne parmi qui partager : ni cet organisme ni cette application n’a de charge ici.',
    en: 'Nobody to share among: neither this body nor this application has a workload here.',
  }),
}

export const ruleSetRefused = (faults: readonly RuleSetFault[]) =>
  new ProblemError({
    code: 'allocation-rules-refused',
    status: 422,
    title,
    detail: {
      fr: 'Certaines règles ne peuvent pas s’appliquer ; chacune est nommée. Rien n’a été enregistré.',
      en: 'Some rules cannot be applied; each is named. Nothing was saved.',
    },
    errors: faults.map(({ kind, rule, detail }) => ({
      code: kind,
      pointer: `/rules/${rule}`,
      detail: faultText[kind](detail),
    })),
  })
