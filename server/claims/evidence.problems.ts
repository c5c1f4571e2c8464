import type { Bilingual } from '#models/shared/bilingual.ts'
import { ProblemError } from '#models/shared/problem.ts'

/** Largest file of evidence, bytes. */
export const mostEvidenceBytes = 25 * 1024 * 1024

const faults = {
  'evidence-not-found': {
    status: 404,
    title: { fr: 'Preuve introuvable', en: 'Evidence not found' },
    detail: {
      fr: 'Cette preuve n’existe pas dans votre périmètre, ou elle n’a pas de fichier.',
      en: 'This evidence does not exist within your scope, or it has no file.',
    },
  },
  'evidence-subject-unknown': {
    status: 404,
    title: { fr: 'Preuve refusée', en: 'Evidence refused' },
    detail: {
      fr: 'Ce que la preuve appuie n’existe pas dans votre périmètre. Vérifier le numéro.',
      en: 'What the evidence supports does not exist within your scope. Check the number.',
    },
  },
  'evidence-hidden': {
    status: 403,
    title: { fr: 'Preuve cachée', en: 'Evidence hidden' },
    detail: {
      fr: 'Sa confidentialité (3 ou 4) la réserve aux finances, à la vérification et à la sécurité de l’organisme.',
      en: 'Its confidentiality (3 or 4) keeps it for finance, audit and security of the body.',
    },
  },
  'evidence-too-large': {
    status: 413,
    title: { fr: 'Fichier trop volumineux', en: 'File too large' },
    detail: {
      fr: 'La limite d’une preuve est de 25 Mo. Garder les pages qui prouvent, ou joindre un lien.',
      en: 'The limit of evidence is 25 MB. Keep the pages that prove, or attach a link.',
    },
  },
  'evidence-changed': {
    status: 409,
    title: { fr: 'Le fichier n’est plus celui qui a été reçu', en: 'The file is no longer the one received' },
    detail: {
      fr: 'Son empreinte a changé depuis : il n’est pas remis. Prévenir la personne qui administre l’installation.',
      en: 'Its digest changed since: it is not handed out. Tell who administers the installation.',
    },
  },
  'evidence-lost': {
    status: 410,
    title: { fr: 'Fichier disparu', en: 'File gone' },
    detail: {
      fr: 'Le fichier n’est plus à sa place ; son empreinte reste. Le joindre de nouveau, ou le restaurer d’une copie.',
      en: 'The file is no longer in its place; its digest stays. Attach it again, or restore it from a copy.',
    },
  },
  'evidence-decommissions-a-workload': {
    status: 422,
    title: { fr: 'Preuve refusée', en: 'Evidence refused' },
    detail: {
      fr: 'Une preuve de mise hors service appuie une charge : donner son numéro (CH-000001).',
      en: 'A proof of decommissioning supports a workload: give its number (CH-000001).',
    },
  },
  'evidence-needs-its-day': {
    status: 422,
    title: { fr: 'Preuve refusée', en: 'Evidence refused' },
    detail: {
      fr: 'Une preuve de mise hors service dit à partir de quel jour elle vaut : donner sa date d’effet (AAAA-MM-JJ).',
      en: 'A proof of decommissioning says from which day it holds: give its effective date (YYYY-MM-DD).',
    },
  },
  'evidence-asks-a-benefit': {
    status: 422,
    title: { fr: 'Preuve refusée', en: 'Evidence refused' },
    detail: {
      fr: 'Les ajustements et la base de prix sont ceux d’un bénéfice : joindre la preuve à un bénéfice ou à une réclamation.',
      en: 'Adjustments and the price basis are those of a benefit: attach the evidence to a benefit or to a claim.',
    },
  },
  'evidence-answers-nothing': {
    status: 422,
    title: { fr: 'Preuve refusée', en: 'Evidence refused' },
    detail: {
      fr: 'La question ne trouve rien pour ces mois : rien ne serait prouvé. Vérifier les mois, la charge et la source.',
      en: 'The question finds nothing over these months: nothing would be proven. Check the months, the workload and the source.',
    },
  },
  'evidence-not-asked': {
    status: 409,
    title: { fr: 'Rien à redemander', en: 'Nothing to ask again' },
    detail: {
      fr: 'Cette preuve n’est pas une question posée au produit : elle ne se redemande pas.',
      en: 'This evidence is not a question asked of the product: it cannot be asked again.',
    },
  },
  'evidence-not-yours': {
    status: 403,
    title: { fr: 'Preuve d’une autre personne', en: 'Evidence of another person' },
    detail: {
      fr: 'Seule la personne qui l’a jointe la retire.',
      en: 'Only the person who attached it takes it back.',
    },
  },
} as const satisfies Readonly<
  Record<string, { readonly status: number; readonly title: Bilingual; readonly detail: Bilingual }>
>

export const evidenceRefused = (code: keyof typeof faults) => new ProblemError({ code, ...faults[code] })
