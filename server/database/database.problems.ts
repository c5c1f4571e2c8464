import { ProblemError } from '#models/shared/problem.ts'
import type { Bilingual } from '#models/shared/bilingual.ts'

const details = {
  'database-address-unknown': {
    fr: (at: string) =>
      `L’adresse « ${at} » n’est pas reconnue. Écrire file:chemin ou postgres://serveur/base dans ARPENT_DATABASE_URL.`,
    en: (at: string) =>
      `The address “${at}” is not understood. Write file:path or postgres://server/database in ARPENT_DATABASE_URL.`,
  },
  'database-file-missing': {
    fr: (at: string) =>
      `Le fichier ${at} manque, mais son journal (-wal) est là : des données s’y trouvent peut-être. Remettre le fichier à côté de son journal, ou restaurer une copie.`,
    en: (at: string) =>
      `The file ${at} is missing but its journal (-wal) is there: it may hold data. Put the file back beside its journal, or restore a copy.`,
  },
  'database-not-a-file': {
    fr: (at: string) => `${at} n’est pas un fichier. Indiquer le chemin d’un fichier.`,
    en: (at: string) => `${at} is not a file. Give the path of a file.`,
  },
  'database-file-empty': {
    fr: (at: string) =>
      `Le fichier ${at} est vide : ce n’est pas une base d’Arpent. Restaurer une copie, ou supprimer ce fichier pour en commencer une nouvelle.`,
    en: (at: string) =>
      `The file ${at} is empty: it is not an Arpent database. Restore a copy, or delete this file to start a new one.`,
  },
  'database-file-truncated': {
    fr: (at: string) => `Le fichier ${at} est tronqué : il lui manque des pages. Restaurer une copie.`,
    en: (at: string) => `The file ${at} is cut short: pages are missing. Restore a copy.`,
  },
  'database-not-sqlite': {
    fr: (at: string) => `Le fichier ${at} n’est pas une base SQLite. Vérifier le chemin.`,
    en: (at: string) => `The file ${at} is not a SQLite database. Check the path.`,
  },
  'database-not-ours': {
    fr: (at: string) =>
      `Le fichier ${at} est une base SQLite d’un autre logiciel. Rien n’y a été écrit. Vérifier le chemin.`,
    en: (at: string) =>
      `The file ${at} is a SQLite database of another program. Nothing was written to it. Check the path.`,
  },
  'database-newer': {
    fr: (at: string) =>
      `Le fichier ${at} vient d’une version plus récente d’Arpent. Installer cette version, ou restaurer une copie antérieure.`,
    en: (at: string) =>
      `The file ${at} comes from a newer version of Arpent. Install that version, or restore an earlier copy.`,
  },
  'database-file-damaged': {
    fr: (at: string) => `Le fichier ${at} est endommagé. Rien n’y a été écrit. Restaurer une copie.`,
    en: (at: string) => `The file ${at} is damaged. Nothing was written to it. Restore a copy.`,
  },
  'database-unreachable': {
    fr: (at: string) =>
      `Le serveur PostgreSQL ${at} ne répond pas. Vérifier qu’il est démarré et que ARPENT_DATABASE_URL est exact.`,
    en: (at: string) =>
      `The PostgreSQL server ${at} does not answer. Check that it is started and that ARPENT_DATABASE_URL is right.`,
  },
} as const satisfies Record<string, { fr: (at: string) => string; en: (at: string) => string }>

const title: Bilingual = { fr: 'La base de données ne peut pas être ouverte', en: 'The database cannot be opened' }

export function databaseRefused(code: keyof typeof details, at: string): ProblemError {
  return new ProblemError({ code, status: 503, title, detail: { fr: details[code].fr(at), en: details[code].en(at) } })
}
