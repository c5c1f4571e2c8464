import type { Bilingual } from '#models/shared/bilingual.ts'
import { ProblemError } from '#models/shared/problem.ts'

const title: Bilingual = { fr: 'Factures non obtenues', en: 'Bills not obtained' }

/** Not answered is not empty: nothing is replaced, and what was received is kept for the next try. */
export const billsNotAnswered = (tries: number) =>
  new ProblemError({
    code: 'bills-not-answered',
    status: 504,
    title,
    detail: {
      fr: `Azure n’a pas répondu après ${tries} essais. Rien n’est remplacé ; les pages déjà reçues sont gardées un jour : relancer la même commande pour continuer.`,
      en: `Azure did not answer after ${tries} tries. Nothing is replaced; the pages received are kept for a day: run the same command again to go on.`,
    },
  })

export const billsRefusedBySource = (status: string) =>
  new ProblemError({
    code: 'bills-refused-by-source',
    status: 502,
    title,
    detail: {
      fr: `Azure refuse la demande (${status}). Vérifier la portée et les droits de lecture des coûts. Les clients EA et MCA déposent plutôt un export : cette interface leur est déconseillée par Microsoft.`,
      en: `Azure refuses the request (${status}). Check the scope and the right to read costs. EA and MCA customers send an export instead: Microsoft advises them against this interface.`,
    },
  })

export const billsUnreadableAnswer = () =>
  new ProblemError({
    code: 'bills-unreadable-answer',
    status: 502,
    title,
    detail: {
      fr: 'Azure a répondu sans liste de détails d’usage : ce n’est pas une réponse vide, mais une réponse illisible. Rien n’est remplacé.',
      en: 'Azure answered without a list of usage details: that is no empty answer, but an unreadable one. Nothing is replaced.',
    },
  })

export const billsWithoutCredentials = () =>
  new ProblemError({
    code: 'bills-without-credentials',
    status: 422,
    title,
    detail: {
      fr: 'Aucun accès à Azure n’est configuré. Se connecter avec az login, ou donner AZURE_TENANT_ID, AZURE_CLIENT_ID et AZURE_CLIENT_SECRET.',
      en: 'No access to Azure is set up. Sign in with az login, or give AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.',
    },
  })

/** Why a month was not had from a bucket of AWS. */
export const exportNotAnswered = () =>
  new ProblemError({
    code: 'bills-not-answered',
    status: 504,
    title,
    detail: {
      fr: 'Le compartiment S3 n’a pas répondu, ou s’est arrêté au milieu d’un fichier. Rien n’est remplacé : relancer la même commande.',
      en: 'The S3 bucket did not answer, or stopped in the middle of a file. Nothing is replaced: run the same command again.',
    },
  })

export const exportRefused = (code: string) =>
  new ProblemError({
    code: 'bills-refused-by-source',
    status: 502,
    title,
    detail: {
      fr: `AWS refuse la demande (${code}). Vérifier le nom du compartiment, sa région, et les droits s3:ListBucket et s3:GetObject.`,
      en: `AWS refuses the request (${code}). Check the name of the bucket, its region, and the rights s3:ListBucket and s3:GetObject.`,
    },
  })

export const exportWithoutCredentials = () =>
  new ProblemError({
    code: 'bills-without-credentials',
    status: 422,
    title,
    detail: {
      fr: 'Aucun accès à AWS n’est configuré. Donner AWS_ACCESS_KEY_ID et AWS_SECRET_ACCESS_KEY, ou un profil (AWS_PROFILE).',
      en: 'No access to AWS is set up. Give AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile (AWS_PROFILE).',
    },
  })

export const exportManifestUnreadable = (key: string) =>
  new ProblemError({
    code: 'bills-unreadable-answer',
    status: 502,
    title,
    detail: {
      fr: `Le manifeste « ${key} » ne dit pas de quels fichiers le mois est fait. Rien n’est remplacé ; attendre la prochaine livraison, ou déposer les fichiers un à un.`,
      en: `The manifest “${key}” does not say which files the month is made of. Nothing is replaced; wait for the next delivery, or send the files yourself.`,
    },
  })
