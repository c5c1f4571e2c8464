import type { Bilingual } from '../shared/bilingual.ts'
import type { RowRefusal } from './series-intake.ts'

/** Why a row of measures was refused, and what to do. */
export const rowRefusalWords: Readonly<Record<RowRefusal, Bilingual>> = {
  'cells-missing': {
    fr: 'La ligne n’a pas de machine, de moment ou de processeur. La compléter ou la retirer.',
    en: 'The row has no machine, moment or processor. Complete it or remove it.',
  },
  'machine-empty': {
    fr: 'Le nom de la machine est vide. L’inscrire.',
    en: 'The name of the machine is empty. Enter it.',
  },
  'time-unreadable': {
    fr: 'Le moment n’est pas une date et une heure qui existent. Écrire 2026-11-24 05:00:00.',
    en: 'The moment is not a date and time that exist. Write 2026-11-24 05:00:00.',
  },
  'date-order-unknown': {
    fr: 'Rien ne dit lequel des nombres est le jour. Indiquer l’ordre des dates.',
    en: 'Nothing tells which number is the day. State the order of dates.',
  },
  'time-without-zone': {
    fr: 'Le moment ne dit pas son fuseau et aucun n’a été indiqué.',
    en: 'The moment tells no time zone and none was stated.',
  },
  'time-implausible': {
    fr: 'Le moment est avant 2005 ou après la réception du fichier : l’horloge de la machine a sauté. Corriger le moment.',
    en: 'The moment is before 2005 or after the file was received: the clock of the machine jumped. Correct the moment.',
  },
  'cpu-unreadable': {
    fr: 'L’usage du processeur n’est pas un nombre. Corriger la cellule.',
    en: 'The use of processor is not a number. Correct the cell.',
  },
  'cpu-negative': {
    fr: 'L’usage du processeur est négatif : la mesure a failli. Retirer la ligne.',
    en: 'The use of processor is negative: the measure failed. Remove the row.',
  },
  'cpu-above-100': {
    fr: 'L’usage du processeur dépasse 100 % et rien ne prouve qu’il compte par cœur. Corriger la valeur, ou indiquer l’unité per-core.',
    en: 'The use of processor is above 100% and nothing proves it counts by core. Correct the value, or state the unit per-core.',
  },
  'cores-unknown': {
    fr: 'L’usage compte par cœur et l’inventaire ne dit pas combien cette machine en a. Compléter l’inventaire.',
    en: 'Use counts by core and the inventory does not tell how many this machine has. Complete the inventory.',
  },
  'duplicate-point': {
    fr: 'Ce point de cette machine est déjà donné plus haut, à la même minute. Le premier est gardé.',
    en: 'This point of this machine is already told above, in the same minute. The first one stands.',
  },
}
