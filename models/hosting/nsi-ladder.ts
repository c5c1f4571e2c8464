import type { Bilingual } from '../shared/bilingual.ts'
import type { HostingOption } from './hosting-option.schemas.ts'

export type NsiLevel = 0 | 1 | 2 | 3 | 4

/**
 * The ladder NSI (niveau de souveraineté infonuagique), house scale of domain rules.md §3.3. Near equivalents: SEAL of the EU Cloud
 * Sovereignty Framework 1.2.1, levels of the Canadian Shield Institute (press). The 24 % and 39 % of foreign holding are those of
 * SecNumCloud 3.2, art. 19.6 (press).
 */
export const nsiMeanings: Readonly<Record<NsiLevel, Bilingual>> = {
  0: { fr: 'Hors du Canada, sous contrôle étranger.', en: 'Outside Canada, under foreign control.' },
  1: {
    fr: 'Données au Canada, fournisseur sous contrôle étranger.',
    en: 'Data in Canada, foreign-controlled provider.',
  },
  2: {
    fr: 'Niveau 1, clés hors du contrôle du fournisseur ou informatique confidentielle attestée, et soutien au Canada.',
    en: 'Level 1, keys outside the provider’s control or attested confidential computing, and support in Canada.',
  },
  3: {
    fr: 'Propriété canadienne (intérêts étrangers d’au plus 24 % chacun et 39 % ensemble), exploité depuis le Canada, sans filiale qu’un tribunal étranger puisse contraindre.',
    en: 'Canadian-owned (foreign holdings of at most 24% each and 39% together), operated from Canada, with no subsidiary that a foreign court can compel.',
  },
  4: { fr: 'Exploité par l’État.', en: 'Operated by the State.' },
}

/** What the next level asks for, and whether the option has it. */
export type NsiCriterion = {
  readonly text: Bilingual
  readonly state: 'met' | 'open' | 'unknown'
  readonly question: Bilingual
}

export type NsiStanding =
  | { readonly kind: 'unknown'; readonly question: Bilingual }
  | {
      readonly kind: 'known'
      readonly level: NsiLevel
      readonly meaning: Bilingual
      /** What stands between it and the next level; empty at the top. */
      readonly above: readonly NsiCriterion[]
      /** Every criterion of the next level seems met: the level stated should be looked at again. */
      readonly isToReview: boolean
    }

/** Where an option stands on the ladder, as stated in its entry, and why not one level higher. */
export function nsiStanding(option: HostingOption, obligationsMet: readonly string[]): NsiStanding {
  if (option.nsi === null)
    return {
      kind: 'unknown',
      question: {
        fr: 'Quel est le niveau de souveraineté de l’offre ?',
        en: 'What is the sovereignty level of the offer?',
      },
    }
  const above = criteriaAbove(option.nsi, option, obligationsMet)
  return {
    kind: 'known',
    level: option.nsi,
    meaning: nsiMeanings[option.nsi],
    above,
    isToReview: above.length > 0 && above.every(({ state }) => state === 'met'),
  }
}

function criteriaAbove(level: NsiLevel, option: HostingOption, obligationsMet: readonly string[]): NsiCriterion[] {
  const isMet = (...names: string[]) => names.some((name) => obligationsMet.includes(name))
  const of = (known: boolean | null | undefined): NsiCriterion['state'] =>
    known === null || known === undefined ? 'unknown' : known ? 'met' : 'open'
  const support = supportInCanada(option, isMet('support.canada_only'))
  const fromCanada: NsiCriterion = {
    text: { fr: 'Soutien assuré depuis le Canada', en: 'Support given from Canada' },
    state: of(support),
    question: { fr: 'D’où le soutien est-il assuré ?', en: 'Where is support given from?' },
  }
  switch (level) {
    case 0:
      return [
        {
          text: { fr: 'Données au Canada', en: 'Data in Canada' },
          state: of(option.country === null ? null : option.country === 'CA'),
          question: { fr: 'Où les données sont-elles gardées ?', en: 'Where are the data kept?' },
        },
      ]
    case 1:
      return [
        {
          text: {
            fr: 'Clés hors du contrôle du fournisseur (HYOK), ou informatique confidentielle attestée',
            en: 'Keys outside the provider’s control (HYOK), or attested confidential computing',
          },
          state: of(isMet('keys.hyok', 'keys.attested_confidential_computing') ? true : null),
          question: { fr: 'Qui détient les clés ?', en: 'Who holds the keys?' },
        },
        fromCanada,
      ]
    case 2:
      return [
        {
          text: { fr: 'Groupe canadien', en: 'Canadian group' },
          state: of(option.parentCountry === null ? null : option.parentCountry === 'CA'),
          question: {
            fr: 'Dans quel pays le groupe est-il établi ?',
            en: 'In which country is the group established?',
          },
        },
        {
          text: {
            fr: 'Intérêts étrangers d’au plus 24 % chacun et 39 % ensemble',
            en: 'Foreign holdings of at most 24% each and 39% together',
          },
          state: option.parentCountry === null || option.parentCountry === 'CA' ? 'unknown' : 'open',
          question: {
            fr: 'Quelle part du groupe est détenue hors du Canada ?',
            en: 'What share of the group is held outside Canada?',
          },
        },
        fromCanada,
        {
          text: {
            fr: 'Aucune présence qu’un tribunal étranger puisse contraindre',
            en: 'No presence that a foreign court can compel',
          },
          state: of(option.compellingJurisdictions?.every((country) => country === 'CA')),
          question: {
            fr: 'Quels pays peuvent contraindre ce fournisseur ou son groupe ?',
            en: 'Which countries can compel this provider or its group?',
          },
        },
      ]
    case 3:
      return [
        {
          text: { fr: 'Exploité par l’État', en: 'Operated by the State' },
          state: of(option.kind === 'state' || option.kind === 'legacy_cti'),
          question: { fr: 'Qui exploite le service ?', en: 'Who operates the service?' },
        },
      ]
    case 4:
      return []
  }
}

function supportInCanada(option: HostingOption, isStated: boolean): boolean | null {
  const places = option.elsewhere.filter(({ what }) => what === 'support')
  const countries = places.length > 0 ? places.map(({ country }) => country) : [option.country]
  if (countries.some((country) => country !== null && country !== 'CA')) return false
  if (isStated) return true
  return countries.includes(null) ? null : true
}
