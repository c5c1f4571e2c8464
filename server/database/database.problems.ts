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
    fr: (at: string) => `${at} est la base de données d’un autre logiciel. Rien n’y a été écrit. Vérifier l’adresse.`,
    en: (at: string) => `${at} is the database of another program. Nothing was written to it. Check the address.`,
  },
  'database-newer': {
    fr: (at: string) =>
      `${at} vient d’une version plus récente d’Arpent. Installer cette version, ou restaurer une copie antérieure.`,
    en: (at: string) => `${at} comes from a newer version of Arpent. Install that version, or restore an earlier copy.`,
  },
  'database-file-damaged': {
    fr: (at: string) => `Le fichier ${at} est endommagé. Restaurer une copie.`,
    en: (at: string) => `The file ${at} is damaged. Restore a copy.`,
  },
  'database-absent': {
    fr: (at: string) =>
      `Il n’y a pas de base à ${at}. Vérifier --database ou ARPENT_DATABASE_URL ; « serve », « seed demo » ou « restore » en commencent une.`,
    en: (at: string) =>
      `There is no database at ${at}. Check --database or ARPENT_DATABASE_URL; “serve”, “seed demo” or “restore” start one.`,
  },
  'database-not-writable': {
    fr: (at: string) =>
      `Le fichier ${at} ne peut pas être ouvert en lecture et en écriture. Vérifier les droits sur le fichier et sur son dossier.`,
    en: (at: string) =>
      `The file ${at} cannot be opened for reading and writing. Check the rights on the file and on its folder.`,
  },
  'database-busy': {
    fr: (at: string) => `Un autre travail tient la base ${at} en ce moment. Recommencer dans une minute.`,
    en: (at: string) => `Other work holds the database ${at} right now. Try again in a minute.`,
  },
  'database-disk-full': {
    fr: (at: string) => `Le disque de ${at} est plein. Libérer de l’espace, puis recommencer.`,
    en: (at: string) => `The disk of ${at} is full. Free some space, then try again.`,
  },
  'database-sign-in-refused': {
    fr: (at: string) =>
      `Le serveur PostgreSQL ${at} refuse ce compte ou son mot de passe. Vérifier ARPENT_DATABASE_URL.`,
    en: (at: string) => `The PostgreSQL server ${at} refuses this account or its password. Check ARPENT_DATABASE_URL.`,
  },
  'database-name-unknown': {
    fr: (at: string) =>
      `Le serveur PostgreSQL ${at} répond, mais n’a pas de base de ce nom. La créer, ou corriger ARPENT_DATABASE_URL.`,
    en: (at: string) =>
      `The PostgreSQL server ${at} answers but has no database of this name. Create it, or correct ARPENT_DATABASE_URL.`,
  },
  'database-unreachable': {
    fr: (at: string) =>
      `Le serveur PostgreSQL ${at} ne répond pas. Vérifier qu’il est démarré et que ARPENT_DATABASE_URL est exact.`,
    en: (at: string) =>
      `The PostgreSQL server ${at} does not answer. Check that it is started and that ARPENT_DATABASE_URL is right.`,
  },
} as const satisfies Record<string, { fr: (at: string) => string; en: (at: string) => string }>

const title: Bilingual = { fr: 'La base de données ne peut pas être ouverte', en: 'The database cannot be opened' }

type DatabaseRefusal = keyof typeof details

export function databaseRefused(code: DatabaseRefusal, at: string): ProblemError {
  return new ProblemError({ code, status: 503, title, detail: { fr: details[code].fr(at), en: details[code].en(at) } })
}

/** What the system, SQLite and PostgreSQL say, by their codes, in our words. */
const foreseen: readonly (readonly [RegExp, DatabaseRefusal])[] = [
  [/^(EACCES|EPERM|EROFS|EEXIST|ENOTDIR|SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM)/, 'database-not-writable'],
  [/^(SQLITE_CORRUPT|SQLITE_NOTADB)/, 'database-file-damaged'],
  [/^(SQLITE_BUSY|SQLITE_LOCKED)/, 'database-busy'],
  [/^(ENOSPC|SQLITE_FULL)/, 'database-disk-full'],
  [/^28/, 'database-sign-in-refused'],
  [/^3D000$/, 'database-name-unknown'],
]

/** A failure to open, in words; anything unforeseen stays what it is. */
export function openingRefusal(error: unknown, at: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  const code = String(error.code)
  const found = foreseen.find(([pattern]) => pattern.test(code))
  return found === undefined ? error : databaseRefused(found[1], at)
}
