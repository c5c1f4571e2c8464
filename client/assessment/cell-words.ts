import type { FactUse, ObligationUse, RuleOutcome } from '#models/rules/verdict.ts'
import { said, t, type TextKey } from '#client/i18n/i18n.ts'
import { resultWord } from './cell-look.ts'

type Reason = (fact: (name: string) => FactUse | undefined) => string

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

/** Why a rule prohibits, by its id: the fact that decided, with its value where it tells more than its name. */
const whyForbidden: Readonly<Record<string, Reason>> = {
  // An assessment that is not done is inferred inadequate; one that concluded so was declared.
  'QC-PRP-03': (fact) =>
    t(fact('w.efvp.adequate')?.provenance === 'declared' ? 'cells.protectionMissing' : 'cells.assessmentMissing'),
  'QC-CAT-09': (fact) => {
    if (fact('w.dic')?.value === undefined) return t('cells.notClassified')
    if (fact('w.detenteur')?.value === undefined) return t('cells.noOwner')
    return t('cells.oldClassification', { months: Number(fact('w.dic.ageMonths')?.value) })
  },
  'QC-CTI-10': () => t('cells.closingSite'),
  'QC-CTL-11': () => t('cells.notInCatalogue'),
  'QC-CTL-12': () => t('cells.notQualified'),
  'QC-DR-15': (fact) => {
    const place = fact('p.backup.outsideQc')?.because
    return place === undefined ? t('cells.backupAway') : capital(said(place))
  },
  'CA-RES-17': (fact) => t('cells.dataIn', { country: String(fact('p.data.country')?.value) }),
  'CA-MAX-20': (fact) => {
    const level = fact('w.caEquivalent')
    return t('cells.federalLevel', { level: level?.said === undefined ? String(level?.value) : said(level.said) })
  },
  'CA-ENV-21': () => t('cells.realData'),
  'SOU-SAAS-23': () => t('cells.readsClearText'),
}

/** What is left to do, by the name of the obligation: several rules ask for the same one. */
const leftToDo: Readonly<Record<string, TextKey>> = {
  'efvp.project.started': 'cells.startAssessment',
  'committee.consulted_at_start': 'cells.consultCommittee',
  'efvp.outsideQc.done': 'cells.assessOutside',
  'factors.sensitivity': 'cells.assessFactors',
  'factors.purpose': 'cells.assessFactors',
  'factors.measures': 'cells.assessFactors',
  'factors.legalRegime': 'cells.assessFactors',
  'agreement.signed': 'cells.signAgreement',
  'agreement.reflects_efvp': 'cells.agreementReflects',
  'register67_3.entry': 'cells.enterRegister',
  'register67_3.flag70_1_if_outQc': 'cells.flagRegister',
  'export.structured_common_format': 'cells.commonFormat',
  'efvp.health.done': 'cells.assessHealth',
  'manual.routing': 'cells.decideByHand',
  'legal.opinion': 'cells.legalOpinion',
  't.nsi_gte_3': 'cells.sovereignty',
  'justification.foreign_choice': 'cells.justify',
  'cost_gap.recorded': 'cells.recordGap',
  second_site: 'cells.secondSite',
  'failover.tested_yearly': 'cells.failoverTest',
  'assurance.cccs_medium_for_service_in_region_OR_iso27001_27017_soc2t2': 'cells.assessService',
  'encrypt.at_rest': 'cells.encrypt',
  'tls.gte_1_2': 'cells.tls',
  cse_approved_algorithms: 'cells.algorithms',
  'key_strategy.recorded': 'cells.keyStrategy',
  'keys.hyok_OR_attested_confidential_computing': 'cells.keysOutside',
  'support.canada_only': 'cells.supportInCanada',
  'contract.notify_and_challenge': 'cells.clause',
  'residualRisk.accepted_by_head': 'cells.acceptRisk',
  'exit.plan': 'cells.exitPlan',
  'export.tested': 'cells.testExport',
  'dependency.list': 'cells.listDependencies',
  'cutoff_scenario.rehearsed': 'cells.rehearseCutoff',
}

function obligationWords(one: ObligationUse): string {
  const key = leftToDo[one.name]
  const words = key === undefined ? said(one.label) : t(key)
  return one.state === 'unknown' ? t('assessment.cellMissing', { fact: words }) : words
}

/** One to three words in the cell: the reason, what is left to do or what is not known; the result's word for a rule not known here. */
export function cellWords(rule: RuleOutcome): string {
  if (rule.exemption !== undefined)
    return t('exemptions.untilShort', { code: rule.exemption.code, date: rule.exemption.endsOn })
  const fact = (name: string) => rule.facts.find((one) => one.name === name)
  const open =
    rule.obligations.find((one) => one.state === 'open') ?? rule.obligations.find((one) => one.state === 'unknown')
  switch (rule.result) {
    case 'forbid':
      return whyForbidden[rule.id]?.(fact) ?? resultWord(rule)
    case 'open-require':
    case 'open-mitigation':
      return open === undefined ? resultWord(rule) : obligationWords(open)
    case 'undetermined': {
      const missing = rule.facts.find((one) => one.value === undefined)?.label ?? open?.label
      return missing === undefined ? resultWord(rule) : t('assessment.cellMissing', { fact: said(missing) })
    }
    default:
      return resultWord(rule)
  }
}
