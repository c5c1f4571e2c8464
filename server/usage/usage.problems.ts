import type { Bilingual } from '#models/shared/bilingual.ts'
import { ProblemError, type ProblemItem } from '#models/shared/problem.ts'

const details = {
  'usage-not-found': [
    404,
    {
      fr: 'Aucun fichier de mesures de ce numéro dans votre périmètre.',
      en: 'No file of measures of this number within your scope.',
    },
  ],
  'usage-columns-missing': [
    422,
    {
      fr: 'Aucun tableau de ce fichier n’a les colonnes d’une série : la machine, le moment et le processeur. Nommer ces colonnes « machine », « horodatage » et « cpu % », ou exporter perfInfo.',
      en: 'No table of this file has the columns of a series: the machine, the moment and the processor. Name these columns “machine”, “timestamp” and “cpu %”, or export perfInfo.',
    },
  ],
  'usage-zone-needed': [
    422,
    {
      fr: 'Les moments de ce fichier ne disent pas leur fuseau. L’indiquer : America/Toronto, ou UTC.',
      en: 'The moments of this file do not tell their time zone. State it: America/Toronto, or UTC.',
    },
  ],
  'usage-zone-unknown': [
    422,
    {
      fr: 'Ce fuseau horaire n’existe pas. Écrire par exemple America/Toronto, UTC ou -05:00.',
      en: 'There is no such time zone. Write for example America/Toronto, UTC or -05:00.',
    },
  ],
  'usage-date-order-needed': [
    422,
    {
      fr: 'Aucune date ne dit lequel est le jour : 03/04/2026 se lit de deux façons. Indiquer l’ordre, jour-mois (dmy) ou mois-jour (mdy).',
      en: 'No date tells which number is the day: 03/04/2026 reads two ways. State the order, day-month (dmy) or month-day (mdy).',
    },
  ],
  'usage-dates-mixed': [
    422,
    {
      fr: 'Des dates ne se lisent que jour-mois et d’autres que mois-jour. Exporter à nouveau avec un seul ordre.',
      en: 'Some dates read only as day-month and others only as month-day. Export again with one order.',
    },
  ],
  'usage-cpu-unit-needed': [
    422,
    {
      fr: 'Aucune valeur du processeur ne dépasse 1 et l’en-tête ne dit pas l’unité : 0,6 peut valoir 0,6 % ou 60 %. Indiquer l’unité, percent ou fraction.',
      en: 'No value of the processor is above 1 and the header tells no unit: 0.6 may be 0.6% or 60%. State the unit, percent or fraction.',
    },
  ],
  'usage-nothing-read': [
    422,
    {
      fr: 'Aucun point de ce fichier n’a pu être rattaché à un serveur de l’organisme. Voir les machines sans correspondance et les lignes refusées.',
      en: 'No point of this file could be attached to a server of the body. See the machines without a match and the refused rows.',
    },
  ],
  'usage-file-not-found': [
    422,
    {
      fr: 'Le fichier ne peut pas être lu. Vérifier le chemin et les droits.',
      en: 'The file cannot be read. Check the path and the rights.',
    },
  ],
  'sizing-option-unknown': [
    404,
    {
      fr: 'Aucune option de ce nom n’est offerte. Choisir une option de l’évaluation de la charge.',
      en: 'No option of this name is offered. Choose an option of the workload’s assessment.',
    },
  ],
} as const satisfies Record<string, readonly [number, Bilingual]>

export type UsageProblemCode = keyof typeof details

export function usageRefused(code: UsageProblemCode, errors: readonly ProblemItem[] = []): ProblemError {
  const [status, detail] = details[code]
  return new ProblemError({
    code,
    status,
    title: { fr: 'Mesures refusées', en: 'Measures refused' },
    detail,
    errors,
  })
}
