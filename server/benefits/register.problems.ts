import type { LifeFault, ObservationFault, RealisingGap, TrajectoryFault } from '#models/benefits/invariants.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'
import { ProblemError } from '#models/shared/problem.ts'

const title = { fr: 'Inscription au registre refusée', en: 'Register entry refused' }

function refused(code: string, detail: Bilingual, pointer?: string, status: 403 | 404 | 409 | 422 = 422) {
  return new ProblemError({
    code,
    status,
    title,
    detail,
    ...(pointer === undefined ? {} : { errors: [{ pointer, code, detail }] }),
  })
}

export const benefitBodyUnknown = (body: string) =>
  refused(
    'benefit-body-unknown',
    {
      fr: `L’organisme ${body} n’est pas de ceux dont vous tenez le registre. Choisir un de vos organismes.`,
      en: `The body ${body} is not one whose register you keep. Choose one of your bodies.`,
    },
    '/body',
  )

export const samePersonTwice = (proposer: string) =>
  refused(
    'benefit-same-person',
    {
      fr: `${proposer} a fait la proposition : une autre personne doit en décider.`,
      en: `${proposer} made the proposal: another person must decide on it.`,
    },
    undefined,
    403,
  )

export const nothingProposed = (key: string) =>
  refused(
    'benefit-nothing-proposed',
    {
      fr: `Rien n’attend une seconde personne pour « ${key} ». Lire de nouveau le bénéfice.`,
      en: `Nothing waits for a second person for “${key}”. Read the benefit again.`,
    },
    undefined,
    409,
  )

export const measureUnknown = (key: string) =>
  refused(
    'benefit-measure-unknown',
    {
      fr: `Le bénéfice n’a pas de mesure « ${key} ». L’inscrire d’abord.`,
      en: `The benefit has no measure “${key}”. Register it first.`,
    },
    undefined,
    404,
  )

export const measureBackdated = (from: string, pointer: '/startsOn' | '/window/from') =>
  refused(
    'benefit-measure-backdated',
    {
      fr: `La mesure commencerait avant sa référence, figée à partir de ${from}. Choisir un jour de cette période ou d’après.`,
      en: `The measure would start before its baseline, frozen from ${from}. Choose a day in that window or after it.`,
    },
    pointer,
  )

export const measureKeyMalformed = () =>
  refused(
    'benefit-measure-key',
    {
      fr: 'La clé d’une mesure commence par une lettre : minuscules, chiffres et tirets.',
      en: 'The key of a measure starts with a letter: lowercase letters, digits and hyphens.',
    },
    '/key',
  )

const observationWords: Readonly<Record<ObservationFault, (period: string, from: string) => Bilingual>> = {
  'before-baseline': (period, from) => ({
    fr: `La période ${period} précède la référence, figée à partir de ${from}. Une valeur d’avant ne peut rien prouver.`,
    en: `The period ${period} comes before the baseline, frozen from ${from}. An earlier value can prove nothing.`,
  }),
  'before-measure': (period, from) => ({
    fr: `La période ${period} précède le début de la mesure, ${from}.`,
    en: `The period ${period} comes before the start of the measure, ${from}.`,
  }),
  'off-frequency': (period) => ({
    fr: `${period} n’est pas le premier mois d’une période de cette mesure, comptée depuis avril.`,
    en: `${period} is not the first month of a period of this measure, counted from April.`,
  }),
  cents: () => ({
    fr: 'Un montant en dollars a deux décimales au plus.',
    en: 'An amount in dollars has two decimals at most.',
  }),
}
export const observationRefused = (fault: ObservationFault, period: string, from: string) =>
  refused(
    `benefit-observation-${fault}`,
    observationWords[fault](period, from),
    fault === 'cents' ? '/value' : '/period',
  )
export const baselineHasCents = () => refused('benefit-baseline-cents', observationWords.cents('', ''), '/model/value')

const trajectoryWords: Readonly<Record<TrajectoryFault, Bilingual>> = {
  'ends-before-start': {
    fr: 'La trajectoire finit avant de commencer.',
    en: 'The trajectory ends before it starts.',
  },
  'says-nothing': {
    fr: 'La trajectoire ne dit rien : donner des points, ou un palier et sa courbe.',
    en: 'The trajectory says nothing: give points, or a plateau and its curve.',
  },
  'says-twice': {
    fr: 'La trajectoire a des points et un palier : garder l’un ou l’autre.',
    en: 'The trajectory has points and a plateau: keep one or the other.',
  },
  'low-mode-high': {
    fr: 'Chaque valeur va du bas au probable, puis au haut : en remettre l’ordre.',
    en: 'Each value goes from low to likely to high: put them in order.',
  },
  'same-period-twice': {
    fr: 'La trajectoire nomme deux fois la même période.',
    en: 'The trajectory names one period twice.',
  },
  cents: {
    fr: 'Un montant en dollars a deux décimales au plus.',
    en: 'An amount in dollars has two decimals at most.',
  },
  'price-basis': {
    fr: 'Une mesure en dollars dit si elle est nominale ou en dollars constants ; une autre mesure n’a pas de dollars.',
    en: 'A measure in dollars says whether it is nominal or in constant dollars; another measure has no dollars.',
  },
}
/** The field that people mend: the months, or the values as they stated them. */
export const trajectoryRefused = (fault: TrajectoryFault, hasPoints: boolean) =>
  refused(
    `benefit-trajectory-${fault}`,
    trajectoryWords[fault],
    fault === 'ends-before-start'
      ? '/to'
      : fault === 'price-basis'
        ? '/priceBasis'
        : hasPoints
          ? '/points'
          : '/plateau/mode',
  )

export const windowReversed = (pointer: `/${string}`) =>
  refused(
    'benefit-window-reversed',
    { fr: 'La période finit avant de commencer.', en: 'The window ends before it starts.' },
    pointer,
  )

const gapWords: Readonly<Record<RealisingGap, Bilingual>> = {
  'no-owner': { fr: 'un détenteur', en: 'an owner' },
  'no-outcome-measure': { fr: 'une mesure de résultat', en: 'an outcome measure' },
  'no-frozen-baseline': { fr: 'une référence figée', en: 'a frozen baseline' },
  'no-source': { fr: 'la source de sa mesure', en: 'the source of its measure' },
  'no-finance-counterpart': { fr: 'un vis-à-vis aux finances', en: 'a finance counterpart' },
}
export function lifeRefused(fault: LifeFault, from: string, to: string) {
  if (fault.kind === 'handover-not-accepted')
    return refused(
      'benefit-handover-not-accepted',
      {
        fr: 'La fermeture attend que le détenteur et les finances acceptent tous deux la passation. Proposer la passation, puis la faire accepter.',
        en: 'Closing waits until the owner and finance both accept the handover. Propose the handover, then have it accepted.',
      },
      undefined,
      409,
    )
  if (fault.kind === 'not-ready') {
    const words = (language: 'fr' | 'en') => fault.gaps.map((gap) => gapWords[gap][language]).join(', ')
    return refused('benefit-not-ready', {
      fr: `Rien ne se réalise sans référence : il manque ${words('fr')}.`,
      en: `Nothing realises without a baseline: missing ${words('en')}.`,
    })
  }
  if (fault.kind === 'no-frozen-baseline')
    return refused('benefit-no-frozen-baseline', {
      fr: 'Aucune référence n’est figée. La proposer, puis la faire figer par une autre personne.',
      en: 'No baseline is frozen. Propose one, then have another person freeze it.',
    })
  return refused(
    'benefit-life-refused',
    {
      fr: `Un bénéfice ne passe pas de l’état « ${from} » à l’état « ${to} ».`,
      en: `A benefit does not go from “${from}” to “${to}”.`,
    },
    '/to',
    409,
  )
}

export const realisingKeeps = (gaps: readonly RealisingGap[]) => {
  const words = (language: 'fr' | 'en') => gaps.map((gap) => gapWords[gap][language]).join(', ')
  return refused(
    'benefit-realising-keeps',
    {
      fr: `Le bénéfice se réalise : il garde ce qui le prouve, et perdrait ${words('fr')}. Nommer un remplaçant dans le même changement.`,
      en: `The benefit is realising: it keeps what proves it, and would lose ${words('en')}. Name a replacement in the same change.`,
    },
    undefined,
    409,
  )
}

export const benefitWorkloadsUnknown = (codes: readonly string[], body: string) =>
  refused(
    'benefit-workloads-unknown',
    {
      fr: `${body} et les organismes sous lui n’ont pas de charge ${codes.join(', ')}. Choisir des charges de leur inventaire.`,
      en: `${body} and the bodies under it have no workload ${codes.join(', ')}. Choose workloads of their inventory.`,
    },
    '/workloads',
  )

export const benefitEnded = (life: string) =>
  refused(
    'benefit-ended',
    {
      fr: `Le bénéfice est clos (${life}) : plus rien ne s’y inscrit. Son histoire reste lisible.`,
      en: `The benefit has ended (${life}): nothing more is registered on it. Its history stays readable.`,
    },
    undefined,
    409,
  )

export const ownerLeadsProject = (pointer: '/owner' | '/to/role') =>
  refused(
    'benefit-owner-leads-project',
    {
      fr: 'Après la passation, le détenteur n’est pas la personne qui dirige le projet.',
      en: 'After the handover, the owner is not the person who leads the project.',
    },
    pointer,
  )

export const mapCycle = (path: readonly string[]) =>
  refused(
    'benefit-map-cycle',
    {
      fr: `Ce lien refermerait un cercle : ${path.join(' → ')}. Retirer d’abord un lien de ce chemin.`,
      en: `This link would close a circle: ${path.join(' → ')}. Remove a link of that path first.`,
    },
    '/to',
    409,
  )

export const mapNodeUnknown = (code: string, pointer?: string) =>
  refused(
    'benefit-map-node-unknown',
    {
      fr: `Aucun nœud ${code} sur la carte de votre périmètre.`,
      en: `No node ${code} on the map of your scope.`,
    },
    pointer,
    pointer === undefined ? 404 : 422,
  )

export const mapNodeStands = (code: string) =>
  refused(
    'benefit-map-node-stands',
    { fr: `Le nœud ${code} est déjà sur la carte.`, en: `The node ${code} is already on the map.` },
    undefined,
    409,
  )

export const objectiveLeadsNowhere = () =>
  refused(
    'benefit-objective-is-last',
    {
      fr: 'Un objectif de la stratégie est la fin d’un chemin : rien n’en part.',
      en: 'An objective of the strategy is the end of a path: nothing starts from it.',
    },
    '/from',
  )

export const edgeUnknown = (from: string, to: string) =>
  refused(
    'benefit-map-edge-unknown',
    { fr: `Aucun lien de ${from} à ${to}.`, en: `No link from ${from} to ${to}.` },
    undefined,
    404,
  )

export const poolUnknown = (code: string) =>
  refused(
    'benefit-pool-unknown',
    { fr: `Aucune enveloppe ${code} dans votre périmètre.`, en: `No pool ${code} within your scope.` },
    undefined,
    404,
  )

export const poolOvershared = (code: string, total: number) =>
  refused(
    'benefit-pool-overshared',
    {
      fr: `Les parts de l’enveloppe ${code} feraient ${Math.round(total * 1000) / 10} % : elles ne dépassent pas 100 %. Réduire une part.`,
      en: `The shares of the pool ${code} would make ${Math.round(total * 1000) / 10} %: they do not pass 100 %. Lower one share.`,
    },
    '/share',
  )
