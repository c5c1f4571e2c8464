import { elementNames, type PlacedThing } from '../hosting/place-words.ts'
import type { Bilingual } from '../shared/bilingual.ts'
import { factCatalogue, obligationText } from './fact-catalogue.ts'
import type { ChangeKind, Lever } from './levers.ts'
import type { Rule } from './rule-pack.ts'
import { whoActs, type Who } from './who-acts.ts'
import type { FactValue, RuleForce } from './verdict.ts'

/** One change of a set, in words. */
export type ChangeStep = {
  readonly kind: ChangeKind
  /** A fact or an obligation of the catalogue, `place.<thing>`, or a rule. */
  readonly name: string
  readonly text: Bilingual
  /** What the fact or the place should be, any of which opens whatever is chosen elsewhere in the set; empty for obligations and exemptions. */
  readonly values: readonly { readonly value: FactValue; readonly said: Bilingual }[]
  /** Who can make it. */
  readonly who: Who
  /** Rules that would go on closing the option were all the other steps made. */
  readonly rules: readonly string[]
  /** True when it supposes a lower level, which is never a remedy: it holds only if the level stated is inaccurate. */
  readonly isLowering: boolean
}

/** The step that any of these levers, of one slot, comes to. */
export function changeStep(choice: readonly [Lever, ...Lever[]], rules: readonly Rule[]): ChangeStep {
  const [lever] = choice
  return {
    kind: lever.kind,
    name: lever.name,
    text: textOf(choice, rules),
    values: choice.flatMap((one) => one.values),
    who: whoOf(lever),
    rules: rules.map((rule) => rule.id),
    isLowering: lever.tier === 3,
  }
}

function whoOf({ kind, name }: Lever): Who {
  if (kind === 'exempt') return 'exemption'
  if (name === 'place.contract') return 'contract'
  if (name.startsWith('place.')) return kind === 'meet' ? 'owner' : 'provider'
  return whoActs(name)
}

const forceWords: Readonly<Record<RuleForce, Bilingual>> = {
  law: { fr: 'loi', en: 'law' },
  decree: { fr: 'décret', en: 'decree' },
  orientation: { fr: 'orientation', en: 'policy direction' },
  benchmark: { fr: 'référence', en: 'benchmark' },
  house: { fr: 'règle maison', en: 'house rule' },
}

function textOf(choice: readonly [Lever, ...Lever[]], rules: readonly Rule[]): Bilingual {
  const [lever] = choice
  switch (lever.kind) {
    case 'state':
      return stated(choice)
    case 'suppose':
      return supposed(choice)
    case 'meet':
      return met(choice)
    case 'option':
      return having(choice)
    case 'exempt': {
      const force = rules.find((rule) => rule.id === lever.name)?.force ?? 'house'
      return {
        fr: `Obtenir une dérogation à ${lever.name} (${forceWords[force].fr}), à durée limitée.`,
        en: `Obtain an exemption from ${lever.name} (${forceWords[force].en}), for a limited time.`,
      }
    }
  }
}

function stated(choice: readonly [Lever, ...Lever[]]): Bilingual {
  const [lever] = choice
  if (lever.name === 'w.detenteur')
    return { fr: 'Désigner le détenteur de l’information.', en: 'Name the information holder.' }
  const { fr, en } = listed(choice)
  return {
    fr: `${lever.question?.fr ?? lever.name} L’option s’ouvre si la réponse est ${fr}.`,
    en: `${lever.question?.en ?? lever.name} The option opens if the answer is ${en}.`,
  }
}

/** A declared fact is not changed to suit: it is only said what would follow if it were inaccurate. */
function supposed(choice: readonly [Lever, ...Lever[]]): Bilingual {
  const [lever] = choice
  const { fr, en } = listed(choice)
  const label = factCatalogue[lever.name]?.label ?? { fr: lever.name, en: lever.name }
  const fact = {
    fr: `si « ${label.fr} » était ${fr} (aujourd’hui : ${lever.today?.fr ?? ''})`,
    en: `if “${label.en}” were ${en} (today: ${lever.today?.en ?? ''})`,
  }
  return lever.tier === 3
    ? {
        fr: `Aucun autre chemin, et seulement si le niveau déclaré est inexact : ${fact.fr}.`,
        en: `No other way, and only if the level stated is inaccurate: ${fact.en}.`,
      }
    : { fr: `Seulement si c’est vrai : ${fact.fr}.`, en: `Only if it is true: ${fact.en}.` }
}

function met(choice: readonly [Lever, ...Lever[]]): Bilingual {
  const [lever] = choice
  const place = placeWords(choice)
  if (place !== undefined)
    return {
      fr: `Ramener ce que la charge garde ailleurs : ${place.fr}.`,
      en: `Bring back what the workload keeps elsewhere: ${place.en}.`,
    }
  if (lever.name === 'w.dic.ageMonths')
    return {
      fr: `Refaire la catégorisation DIC et la faire approuver (âge : ${lever.today?.fr ?? ''} mois).`,
      en: `Renew the DIC categorisation and have it approved (age: ${lever.today?.en ?? ''} months).`,
    }
  if (lever.name === 'w.efvp.adequate')
    return {
      fr: 'Refaire l’EFVP hors Québec avec d’autres mesures ; ne compte que si elle démontre alors une protection adéquate.',
      en: 'Redo the outside-Québec assessment with other measures; it counts only if it then shows adequate protection.',
    }
  if (lever.name === 'w.realData')
    return {
      fr: 'Remplacer les données réelles par des données synthétiques.',
      en: 'Replace the real data with synthetic data.',
    }
  const { label } = obligationText({ name: lever.name, anyOf: choice.map((one) => one.name), onlyIf: undefined })
  return lever.today === undefined
    ? { fr: `À confirmer ou à remplir : ${label.fr}.`, en: `To confirm or meet: ${label.en}.` }
    : { fr: `À remplir : ${label.fr}.`, en: `To meet: ${label.en}.` }
}

const properties: Readonly<Record<string, Bilingual>> = {
  't.catalogue.qualified': {
    fr: 'Faire qualifier l’offre au catalogue du Courtier.',
    en: 'Have the offer qualified in the broker’s catalogue.',
  },
  't.catalogue.qualifiedForSensitive': {
    fr: 'Faire qualifier l’offre pour les données sensibles.',
    en: 'Have the offer qualified for sensitive data.',
  },
  't.processesClearText': {
    fr: 'Faire en sorte que le fournisseur ne traite pas les données en clair.',
    en: 'See that the provider does not process the data in clear text.',
  },
}

function having(choice: readonly [Lever, ...Lever[]]): Bilingual {
  const [lever] = choice
  const place = placeWords(choice)
  if (place !== undefined) return { fr: `${capital(place.fr)}.`, en: `${capital(place.en)}.` }
  const property = properties[lever.name]
  if (property !== undefined) return property
  const least = Math.min(...choice.flatMap((one) => one.values.map(({ value }) => Number(value))))
  return {
    fr: `Au moins ${least} sites indépendants (aujourd’hui : ${lever.today?.fr ?? ''}).`,
    en: `At least ${least} independent sites (today: ${lever.today?.en ?? ''}).`,
  }
}

function placeWords(choice: readonly [Lever, ...Lever[]]): Bilingual | undefined {
  const [lever] = choice
  const thing = Object.keys(elementNames).find((name): name is PlacedThing => lever.name === `place.${name}`)
  if (thing === undefined) return undefined
  const said = choice.flatMap((one) => one.values.map((value) => value.said))
  return {
    fr: `${elementNames[thing].fr} ${joined(
      said.map(({ fr }) => fr),
      'ou',
    )} (aujourd’hui : ${lever.today?.fr ?? ''})`,
    en: `${elementNames[thing].en} ${joined(
      said.map(({ en }) => en),
      'or',
    )} (today: ${lever.today?.en ?? ''})`,
  }
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}

function listed(choice: readonly Lever[]): Bilingual {
  const said = choice.flatMap((one) => one.values.map((value) => value.said))
  return {
    fr: joined(
      said.map(({ fr }) => `« ${fr} »`),
      'ou',
    ),
    en: joined(
      said.map(({ en }) => `“${en}”`),
      'or',
    ),
  }
}

function joined(parts: readonly string[], or: string): string {
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} ${or} ${last}`
}
