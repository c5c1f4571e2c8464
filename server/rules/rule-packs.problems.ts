import type { CaseResult } from '#models/rules/pack-cases.ts'
import type { PackPeriod } from '#models/rules/pack-periods.ts'
import { ProblemError, type ProblemItem } from '#models/shared/problem.ts'
import { countOf } from '#server/shared/wording.ts'

const title = { fr: 'Jeu de règles refusé', en: 'Rule pack refused' }

export const packVersionNotFound = () =>
  new ProblemError({
    code: 'rule-pack-not-found',
    status: 404,
    title: { fr: 'Version introuvable', en: 'Version not found' },
    detail: { fr: 'Aucune version de jeu de règles de ce numéro.', en: 'No rule pack version of this number.' },
  })

export const modeNeverOnLaw = (rule: string) =>
  new ProblemError({
    code: 'rule-mode-never-on-law',
    status: 422,
    title,
    detail: {
      fr: `La règle ${rule} est une loi ou un décret : une personne seule ne la désactive pas. Si le texte a changé, écrire une version du jeu, qu’une deuxième personne signe.`,
      en: `The rule ${rule} is a law or a decree: one person alone does not switch it off. If the text has changed, write a version of the pack, which a second person signs.`,
    },
    errors: [{ code: 'never-on-law', pointer: '/mode', detail: { fr: 'Reste appliquée.', en: 'Stays enforced.' } }],
  })

/** Pointers name the text of the request, rows its physical lines. */
export function packRefused(problems: readonly ProblemItem[]) {
  const told = countOf(problems.length, { fr: ['problème', 'problèmes'], en: ['problem', 'problems'] })
  return new ProblemError({
    code: 'rule-pack-refused',
    status: 422,
    title,
    detail: {
      fr: `Dans le texte, avec leur ligne : ${told.fr}. Rien n’a été enregistré.`,
      en: `In the text, with their line: ${told.en}. Nothing was saved.`,
    },
    errors: problems.map((one) => ({ ...one, pointer: `/content${one.pointer ?? ''}` })),
  })
}

export const casesRefused = (problems: readonly ProblemItem[]) =>
  new ProblemError({
    code: 'rule-pack-cases-refused',
    status: 422,
    title,
    detail: {
      fr: 'Les cas d’essai ne se lisent pas. Rien n’a été enregistré.',
      en: 'The test cases cannot be read. Nothing was saved.',
    },
    errors: problems.map((one) => ({ ...one, pointer: `/cases${one.pointer ?? ''}` })),
  })

export const casesFailing = (failed: readonly CaseResult[]) =>
  new ProblemError({
    code: 'rule-pack-cases-failing',
    status: 422,
    title,
    detail: {
      fr: `Cas d’essai qui ne donnent pas ce qu’ils attendent : ${failed.length}. Corriger le jeu, ou le cas s’il est dépassé.`,
      en: `Test cases that do not give what they expect: ${failed.length}. Mend the pack, or the case if it is out of date.`,
    },
    errors: failed.map(({ id, title: name, expected, found }) => ({
      code: 'case-failing',
      pointer: `/cases/${id}`,
      detail: {
        fr: `Cas ${id} (${name}) : attendu ${expected.verdict} ${expected.deciding.join(', ')}, trouvé ${found.verdict} ${found.deciding.join(', ')}.`,
        en: `Case ${id} (${name}): expected ${expected.verdict} ${expected.deciding.join(', ')}, found ${found.verdict} ${found.deciding.join(', ')}.`,
      },
    })),
  })

export const packOfAnotherName = (expected: string) =>
  new ProblemError({
    code: 'rule-pack-other-name',
    status: 422,
    title,
    detail: {
      fr: `Le jeu de cette installation s’appelle ${expected}. Une version porte le même nom : les modes et les dérogations s’y rattachent.`,
      en: `The pack of this installation is called ${expected}. A version carries the same name: modes and exemptions hang on it.`,
    },
    errors: [
      {
        code: 'not-in-list',
        pointer: '/content/pack/id',
        detail: { fr: `Écrire ${expected}.`, en: `Write ${expected}.` },
      },
    ],
  })

export const packVersionNotNewer = (latest: string) =>
  new ProblemError({
    code: 'rule-pack-version-not-newer',
    status: 422,
    title,
    detail: {
      fr: `Une version se lit après la dernière, ${latest} : augmenter son numéro.`,
      en: `A version comes after the last one, ${latest}: raise its number.`,
    },
    errors: [
      {
        code: 'too-small',
        pointer: '/content/pack/version',
        detail: { fr: `Plus que ${latest}.`, en: `More than ${latest}.` },
      },
    ],
  })

export const packVersionTaken = (version: string) =>
  new ProblemError({
    code: 'rule-pack-version-taken',
    status: 409,
    title,
    detail: {
      fr: `Le numéro ${version} a déjà servi, même s’il a été retourné ou retiré : un numéro ne désigne qu’un texte. En prendre un autre.`,
      en: `Number ${version} was already used, even if returned or withdrawn: a number names one text only. Take another.`,
    },
    errors: [
      {
        code: 'repeated',
        pointer: '/content/pack/version',
        detail: { fr: 'Numéro déjà pris.', en: 'Number already taken.' },
      },
    ],
  })

export const packDatesRefused = (pointer: '/inForceFrom' | '/inForceTo', today: string) =>
  new ProblemError({
    code: 'rule-pack-dates-refused',
    status: 422,
    title,
    detail:
      pointer === '/inForceFrom'
        ? {
            fr: `Un jeu ne juge pas le passé : il entre en vigueur le ${today} ou après. Proposer à nouveau avec une autre date.`,
            en: `A pack does not judge the past: it comes into force on ${today} or later. Propose again with another date.`,
          }
        : { fr: 'La fin de la période vient après son début.', en: 'A period ends after it starts.' },
    errors: [{ code: 'too-small', pointer, detail: { fr: 'Date à corriger.', en: 'Date to correct.' } }],
  })

export const packDatesOverlap = (overlaps: readonly PackPeriod[]) =>
  new ProblemError({
    code: 'rule-pack-dates-overlap',
    status: 409,
    title,
    detail: {
      fr: 'Une version déjà approuvée commence dans cette période : deux jeux jugeraient le même jour. Changer les dates.',
      en: 'A version already approved starts within this period: two packs would judge the same day. Change the dates.',
    },
    errors: overlaps.map(({ version, from, to }) => ({
      code: 'overlap',
      pointer: '/inForceFrom',
      detail: {
        fr: `${version} : du ${from}${to === null ? '' : ` au ${to} exclu`}.`,
        en: `${version}: from ${from}${to === null ? '' : ` to ${to} excluded`}.`,
      },
    })),
  })

export const olderPackVersion = (newest: string) =>
  new ProblemError({
    code: 'rule-pack-older-version',
    status: 409,
    title,
    detail: {
      fr: `La version ${newest}, plus récente, est approuvée ou proposée. L’examiner à la place, ou la faire retirer d’abord.`,
      en: `Version ${newest}, which is newer, is approved or proposed. Review that one, or have it withdrawn first.`,
    },
  })

export const packAlreadyDecided = () =>
  new ProblemError({
    code: 'rule-pack-already-decided',
    status: 409,
    title: { fr: 'Déjà décidé', en: 'Already decided' },
    detail: {
      fr: 'Cette version a déjà reçu une réponse, ou a été retirée. Relire la liste.',
      en: 'This version already has an answer, or was withdrawn. Read the list again.',
    },
  })

export const notYourPack = () =>
  new ProblemError({
    code: 'rule-pack-not-yours',
    status: 403,
    title: { fr: 'Retrait refusé', en: 'Withdrawal refused' },
    detail: {
      fr: 'Qui propose retire. Une autre personne retourne la version, avec un motif.',
      en: 'Whoever proposes withdraws. Another person sends the version back, with a reason.',
    },
  })

export const packBeyondReach = () =>
  new ProblemError({
    code: 'rule-pack-beyond-reach',
    status: 403,
    title: { fr: 'Le jeu vaut pour tous les organismes', en: 'The pack holds for every body' },
    detail: {
      fr: 'Il se change par une personne dont le rôle couvre tous les organismes. Lui transmettre le texte.',
      en: 'It is changed by a person whose role covers every body. Give that person the text.',
    },
  })

export const ruleNotInPack = (rule: string, version: string) =>
  new ProblemError({
    code: 'rule-not-found',
    status: 404,
    title: { fr: 'Règle introuvable', en: 'Rule not found' },
    detail: {
      fr: `Aucune règle ${rule} dans la version ${version}, en vigueur.`,
      en: `No rule ${rule} in version ${version}, which is in force.`,
    },
  })

export const replayNeedsOption = () =>
  new ProblemError({
    code: 'replay-without-verdict',
    status: 409,
    title: { fr: 'Rien à rejouer', en: 'Nothing to replay' },
    detail: {
      fr: 'Cette décision ne nomme aucune option : aucun verdict n’y est attaché.',
      en: 'This decision names no option: no verdict hangs on it.',
    },
  })

export const packNotKept = (pack: string) =>
  new ProblemError({
    code: 'rule-pack-not-kept',
    status: 409,
    title: { fr: 'Le jeu de cette décision manque', en: 'The pack of this decision is missing' },
    detail: {
      fr: `${pack} n’est ni parmi les versions gardées ni livré avec le produit : le verdict enregistré reste lisible, il ne peut être rejoué ici.`,
      en: `${pack} is neither among the versions kept nor shipped with the product: the recorded verdict still reads, it cannot be replayed here.`,
    },
  })
