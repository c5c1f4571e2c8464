import type { Bilingual } from '#models/shared/bilingual.ts'
import { fold } from '#models/shared/fold.ts'
import { said } from '#client/i18n/i18n.ts'

type Named = { readonly label: Bilingual; readonly place: Bilingual }

/** Where the option is, unless its name already says so: « AWS Montréal », not « AWS Montréal, Montréal ». */
export function optionPlace(option: Named): string | undefined {
  const place = said(option.place)
  return fold(said(option.label)).includes(fold(place)) ? undefined : place
}

export function optionName(option: Named): string {
  const place = optionPlace(option)
  return place === undefined ? said(option.label) : `${said(option.label)}, ${place}`
}
