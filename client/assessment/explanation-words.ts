import type { FactUse, Provenance } from '#models/rules/verdict.ts'
import { language, said, t, type TextKey } from '#client/i18n/i18n.ts'

const provenances: Readonly<Record<Provenance, TextKey>> = {
  declared: 'assessment.declared',
  inferred: 'assessment.inferred',
  imported: 'assessment.imported',
  verified: 'assessment.verified',
}

export function provenanceWord(provenance: Provenance): string {
  return t(provenances[provenance])
}

export function factValue({ value, said: words }: Pick<FactUse, 'value' | 'said'>): string {
  if (value === undefined) return t('assessment.factUnknown')
  if (typeof value === 'boolean') return t(value ? 'assessment.yes' : 'assessment.no')
  if (words !== undefined) return said(words)
  return typeof value === 'object' ? value.join(', ') : String(value)
}

export function countryName(code: string): string {
  return new Intl.DisplayNames([language()], { type: 'region' }).of(code) ?? code
}

/** A place in words: browsers name countries, not provinces, so one other than Québec is told by its code. */
export function placeName({ country, province }: { country: string | null; province: string | null }): string {
  if (country === 'CA' && province === 'QC') return t('assessment.quebec')
  if (country === null) return province ?? t('ui.unknown')
  if (province !== null) return `${province}, ${countryName(country)}`
  return country === 'CA' ? t('assessment.canadaSomewhere') : countryName(country)
}
