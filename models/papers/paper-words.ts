import type { Language } from '../shared/bilingual.ts'

/** The words that papers say by themselves, whatever they are about. */
export type PaperWords = {
  readonly asOf: string
  readonly reference: string
  readonly digest: string
  readonly basis: string
  readonly warnings: string
  readonly nominal: string
  readonly real: (year: number) => string
  readonly years: (count: number) => string
  readonly days: (count: number) => string
  readonly range: string
  readonly unknown: string
  readonly figures: string
  readonly derivations: string
  readonly term: string
  readonly value: string
  readonly otherTerms: (count: number) => string
  readonly figureLabel: string
  readonly figureId: string
  readonly figureNote: string
  readonly page: string
  readonly of: string
  readonly signatures: string
  readonly role: string
  readonly who: string
  readonly signedAt: string
  readonly toSign: string
  readonly price: string
  readonly what: string
  readonly amount: string
  readonly unit: string
  readonly date: string
  readonly status: string
  readonly source: string
  readonly assumption: string
  readonly low: string
  readonly likely: string
  readonly high: string
  readonly author: string
  readonly undrawable: string
  readonly skipped: string
}

const singularFr = (count: number) => Math.abs(count) < 2
const singularEn = (count: number) => Math.abs(count) === 1

export const paperWords: Readonly<Record<Language, PaperWords>> = {
  fr: {
    asOf: 'Données au',
    reference: 'Référence',
    digest: 'Empreinte',
    basis: 'Ce document repose sur',
    warnings: 'À savoir avant de lire',
    nominal: 'dollars courants',
    real: (year) => `dollars de ${year}`,
    years: (count) => (singularFr(count) ? 'an' : 'ans'),
    days: (count) => (singularFr(count) ? 'jour' : 'jours'),
    range: 'à',
    unknown: 'inconnu',
    figures: 'Chiffres qui s’ouvrent',
    derivations: 'D’où viennent ces chiffres',
    term: 'Terme',
    value: 'Valeur',
    otherTerms: (count) => `et ${count} autres termes`,
    figureLabel: 'Chiffre',
    figureId: 'Numéro',
    figureNote: 'Chaque numéro rouvre le calcul, jusqu’au prix et à la ligne du fichier : arpent explain <numéro>.',
    page: 'Page',
    of: 'de',
    signatures: 'Signatures',
    role: 'Fonction',
    who: 'Qui',
    signedAt: 'Quand',
    toSign: 'à signer',
    price: 'Prix',
    what: 'Désignation',
    amount: 'Montant',
    unit: 'Unité',
    date: 'Date',
    status: 'Statut',
    source: 'Source',
    assumption: 'Hypothèse',
    low: 'Basse',
    likely: 'Probable',
    high: 'Haute',
    author: 'Auteur',
    undrawable:
      'Des caractères n’ont pas de dessin dans la police de ce PDF ; ils y sont écrits par leur numéro, [U+…]. La page et le classeur les montrent.',
    skipped: 'Aller au contenu',
  },
  en: {
    asOf: 'Data as of',
    reference: 'Reference',
    digest: 'Digest',
    basis: 'This document rests on',
    warnings: 'Before reading',
    nominal: 'current dollars',
    real: (year) => `${year} dollars`,
    years: (count) => (singularEn(count) ? 'year' : 'years'),
    days: (count) => (singularEn(count) ? 'day' : 'days'),
    range: 'to',
    unknown: 'unknown',
    figures: 'Figures that open',
    derivations: 'Where these figures come from',
    term: 'Term',
    value: 'Value',
    otherTerms: (count) => `and ${count} more terms`,
    figureLabel: 'Figure',
    figureId: 'Id',
    figureNote: 'Each id opens the calculation again, down to the price and the line of the file: arpent explain <id>.',
    page: 'Page',
    of: 'of',
    signatures: 'Signatures',
    role: 'Function',
    who: 'Who',
    signedAt: 'When',
    toSign: 'to sign',
    price: 'Price',
    what: 'Item',
    amount: 'Amount',
    unit: 'Unit',
    date: 'Date',
    status: 'Status',
    source: 'Source',
    assumption: 'Assumption',
    low: 'Low',
    likely: 'Likely',
    high: 'High',
    author: 'Author',
    undrawable:
      'Some characters have no drawing in this PDF’s font; they are written there by their number, [U+…]. The page and the workbook show them.',
    skipped: 'Go to content',
  },
}
