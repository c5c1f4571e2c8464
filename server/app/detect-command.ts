import { kindDefinitions } from '#models/detection/kinds.ts'
import type { Language } from '#models/shared/bilingual.ts'
import type { Detection } from '#server/detection/detection.usecases.ts'

const words = {
  fr: {
    sensitive: (found: number, all: number) => `${found} colonnes sensibles sur ${all}`,
    cut: (line: number) => `ligne ${line} : instruction coupée, ce qui suit peut manquer`,
    headless: 'sans ligne d’en-têtes : les colonnes portent leur rang',
  },
  en: {
    sensitive: (found: number, all: number) => `${found} sensitive columns of ${all}`,
    cut: (line: number) => `line ${line}: a statement is cut, what follows may be missing`,
    headless: 'no header row: columns are named by their place',
  },
} as const

/** What `classify detect` prints for people: sensitive columns first to last, then what could not be read. */
export function readableDetection(detection: Detection, language: Language): string {
  const text = words[language]
  const found = detection.columns.filter((column) => column.kinds.length > 0)
  const decimals = new Intl.NumberFormat(`${language}-CA`, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  const lines = found.map(({ name, table, kinds, suggested }) => {
    const said = kinds.map(
      (one) =>
        `${kindDefinitions[one.kind].label[language]} ${decimals.format(one.confidence)}${one.checked === 0 ? '' : ` (${one.matched}/${one.checked})`}${one.shape === null ? '' : ` ${one.shape}`}`,
    )
    return `${table === null ? '' : `${table}.`}${name}  C${suggested.c ?? '–'}  ${said.join(' · ')}`
  })
  return [
    text.sensitive(found.length, detection.columns.length),
    ...lines,
    ...detection.cutStatements.map((line) => text.cut(line)),
    ...(detection.isHeadless ? [text.headless] : []),
  ].join('\n')
}
