import type { Bilingual } from '#models/shared/bilingual.ts'
import { ProblemError } from '#models/shared/problem.ts'

export const assumptionBodyUnknown = (body: string) =>
  new ProblemError({
    code: 'assumption-body-unknown',
    status: 404,
    title: { fr: 'Organisme introuvable', en: 'Body not found' },
    detail: {
      fr: `Aucun organisme ${body.slice(0, 20)} dans votre périmètre.`,
      en: `No body ${body.slice(0, 20)} within your scope.`,
    },
  })

export type AssumptionFault = {
  readonly at: number
  readonly name: string
  readonly kind:
    | 'unknown'
    | 'twice'
    | 'disordered'
    | 'rate-too-low'
    | 'rate-too-high'
    | 'negative'
    | 'zero'
    | 'above-whole'
    | 'too-large'
}

const faultText: Readonly<Record<AssumptionFault['kind'], Bilingual>> = {
  unknown: { fr: 'n’est pas une de nos hypothèses', en: 'is not one of our assumptions' },
  twice: { fr: 'est donnée deux fois', en: 'is given twice' },
  disordered: { fr: 'doit aller du bas au haut : bas ≤ probable ≤ haut', en: 'must rise: low ≤ likely ≤ high' },
  'rate-too-high': { fr: 'ne peut dépasser 1 000 %', en: 'cannot be above 1,000%' },
  negative: { fr: 'ne peut être négative', en: 'cannot be negative' },
  zero: { fr: 'doit dépasser 0 : on divise par elle', en: 'must be above 0: things are divided by it' },
  'above-whole': { fr: 'est une part : de 0 à 1', en: 'is a share: from 0 to 1' },
  'too-large': { fr: 'ne peut dépasser un milliard', en: 'cannot be above a billion' },
  'rate-too-low': { fr: 'ne peut être de −100 % ou moins', en: 'cannot be −100 % or lower' },
}

export const assumptionsRefused = (faults: readonly AssumptionFault[]) =>
  new ProblemError({
    code: 'assumptions-refused',
    status: 422,
    title: { fr: 'Hypothèses refusées', en: 'Assumptions refused' },
    detail: {
      fr: `Rien n’a été changé. ${faults.map(({ name, kind }) => `${name} ${faultText[kind].fr}`).join(' ; ')}.`,
      en: `Nothing was changed. ${faults.map(({ name, kind }) => `${name} ${faultText[kind].en}`).join('; ')}.`,
    },
    errors: faults.map(({ at, name, kind }) => ({
      code: `assumption-${kind}`,
      pointer: `/overrides/${at}`,
      detail: { fr: `${name} ${faultText[kind].fr}.`, en: `${name} ${faultText[kind].en}.` },
    })),
  })
