import { ProblemError } from '#models/shared/problem.ts'

const details = {
  'backup-file-not-writable': {
    fr: (file: string) => `La copie ${file} n’a pas pu être écrite. Vérifier le dossier, les droits et l’espace libre.`,
    en: (file: string) => `The backup ${file} could not be written. Check the folder, the rights and the free space.`,
  },
  'backup-file-taken': {
    fr: (file: string) =>
      `Le fichier ${file} existe et n’est pas une copie d’Arpent : rien n’y a été écrit. Indiquer un autre nom.`,
    en: (file: string) =>
      `The file ${file} exists and is not an Arpent backup: nothing was written to it. Give another name.`,
  },
  'backup-file-not-readable': {
    fr: (file: string) => `Le fichier ${file} ne peut pas être lu. Vérifier le chemin et les droits.`,
    en: (file: string) => `The file ${file} cannot be read. Check the path and the rights.`,
  },
  'backup-not-ours': {
    fr: (file: string) => `Le fichier ${file} n’est pas une copie d’Arpent.`,
    en: (file: string) => `The file ${file} is not an Arpent backup.`,
  },
  'backup-damaged': {
    fr: (file: string) =>
      `La copie ${file} est incomplète ou a été modifiée. Rien n’a été restauré. En prendre une autre.`,
    en: (file: string) => `The backup ${file} is incomplete or was altered. Nothing was restored. Use another one.`,
  },
  'backup-newer': {
    fr: (file: string) =>
      `La copie ${file} vient d’une version plus récente d’Arpent. Installer cette version, puis restaurer.`,
    en: (file: string) =>
      `The backup ${file} comes from a newer version of Arpent. Install that version, then restore.`,
  },
  'restore-not-empty': {
    fr: () => 'La base n’est pas vide : une restauration n’écrase rien. Indiquer une nouvelle base avec --database.',
    en: () => 'The database is not empty: a restore overwrites nothing. Name a new database with --database.',
  },
  'restore-file-taken': {
    fr: (file: string) =>
      `Le fichier ${file} existe déjà avec un autre contenu : rien n’a été restauré. Indiquer un autre dossier par ARPENT_FILES_FOLDER.`,
    en: (file: string) =>
      `The file ${file} is already there with other content: nothing was restored. Name another folder in ARPENT_FILES_FOLDER.`,
  },
} as const satisfies Record<string, { fr: (file: string) => string; en: (file: string) => string }>

export function backupRefused(code: keyof typeof details, file: string): ProblemError {
  return new ProblemError({
    code,
    status: 409,
    title: { fr: 'Copie ou restauration refusée', en: 'Backup or restore refused' },
    detail: { fr: details[code].fr(file), en: details[code].en(file) },
  })
}
