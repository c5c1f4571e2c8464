import type { Language } from '#models/shared/bilingual.ts'
import type { PackAsked } from './audit-pack-asked.ts'

/** What a pack is and how it is verified, in words: the first thing read by who receives it. */
export function packReadme(language: Language, asked: PackAsked): string {
  const subject = asked.benefit ?? asked.body ?? ''
  return language === 'fr' ? french(subject, asked) : english(subject, asked)
}

const french = (subject: string, { asKnown, at }: PackAsked) => `# Dossier de vérification, ${subject}

Produit le ${at}, tel que connu ${asKnown === null ? 'à cet instant' : `le ${asKnown}`}.

Vérifier sans le serveur : \`arpent audit verify FICHIER.zip\`. Le journal de l’installation dit l’empreinte du fichier qu’elle a produit.

| entrée | contenu |
| --- | --- |
| \`manifest.json\` | empreinte SHA-256 de chaque entrée, dernier maillon du journal, empreinte du tout |
| \`register.json\` | tout ce qui a été dit des bénéfices et des enveloppes, par version, chaîné |
| \`promises.json\` | engagements figés, de la première version à la dernière, chaînés |
| \`claims.json\` | réclamations, leurs appuis et les vérifications de chaque passage |
| \`validations.json\` | ce que les finances ont signé, avec l’empreinte de ce qui a été signé |
| \`evidence.json\`, \`evidence/\` | preuves par empreinte ; celles qui vous sont cachées n’ont ni titre ni fichier |
| \`bills.json\`, \`bills/\` | lignes de facture derrière chaque réclamation, telles que facturées, en colonnes FOCUS |
| \`audit-events.jsonl\` | événements du journal de ces objets, chacun avec son empreinte |

Recalculer : le SHA-256 du JSON canonique (clés triées, sans espace) de « signed », « said » ou « content » est l’empreinte écrite à côté.
Le net est (brut + ajustements) × part, arrondi au cent ; les appuis font le brut ; les lignes de \`bills/\` font les totaux de \`bills.json\`.
Une ligne est dite entière, avec sa place dans le fichier reçu (\`x_ArpentLine\`) ; \`x_ArpentAllocatedEffectiveCost\` est la part qui en
revient à la charge : Σ parts = \`effectiveMicros\`, et aucune ligne ne donne plus que son coût.
La part est celle qui était connue au jour du dossier. \`allocation\` vaut \`kept\` quand la facture n’a pas été réaffectée depuis ; \`given-again\`
quand elle l’a été : les règles de ce jour (\`ruleSet\`) sont alors rejouées sur l’inventaire d’aujourd’hui.
`

const english = (subject: string, { asKnown, at }: PackAsked) => `# Audit pack, ${subject}

Made on ${at}, as known ${asKnown === null ? 'at that instant' : `on ${asKnown}`}.

Verify without the server: \`arpent audit verify FILE.zip\`. The journal of the installation says the digest of the file it made.

| entry | content |
| --- | --- |
| \`manifest.json\` | SHA-256 of every entry, last link of the journal, digest of the whole |
| \`register.json\` | everything said of the benefits and pools, by version, chained |
| \`promises.json\` | frozen promises, from the first version to the last, chained |
| \`claims.json\` | claims, what backs them, and the checks of each round |
| \`validations.json\` | what finance signed, with the digest of what was signed |
| \`evidence.json\`, \`evidence/\` | evidence by digest; what is hidden from you has neither title nor file |
| \`bills.json\`, \`bills/\` | rows of bills behind each claim, as billed, in columns of FOCUS |
| \`audit-events.jsonl\` | events of the journal about these objects, each with its hash |

Recompute: the SHA-256 of the canonical JSON (keys sorted, no space) of “signed”, “said” or “content” is the digest written beside it.
The net is (gross + adjustments) × share, rounded to the cent; the backing makes the gross; the lines of \`bills/\` make the totals of
\`bills.json\`. A row is told whole, with its place in the file received (\`x_ArpentLine\`);
\`x_ArpentAllocatedEffectiveCost\` is the part of it that the workload was given: Σ parts = \`effectiveMicros\`, and no row gives more than it
cost. The part is the one that was known on the day of the pack. \`allocation\` is \`kept\` when the bill was not allocated again since; \`given-again\`
when it was: the rules of that day (\`ruleSet\`) are then replayed over the inventory of today.
`
