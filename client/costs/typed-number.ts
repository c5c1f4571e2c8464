/** What people type as a number (`1 234,5`, `1,234.5`, `−3`), or undefined when it is not one. */
export function typedNumber(text: string): number | undefined {
  const bare = text.replace(/[\s\u00a0\u202f$%]/g, '').replace('\u2212', '-')
  const isEnglish = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare)
  const decimal = isEnglish ? bare.replaceAll(',', '') : bare.replace(',', '.')
  return /^-?\d{1,15}(\.\d{1,9})?$/.test(decimal) ? Number(decimal) : undefined
}
