const amountPattern = /^\d{1,12}(\.\d{1,2})?$/

/** What people type (`84 250,75 $`, `84,250.75`) as the decimal text of the contract; not an amount → undefined. */
export function typedAmount(text: string): string | undefined {
  const bare = text.replace(/[\s\u00a0\u202f$]/g, '')
  const isEnglish = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare)
  const decimal = isEnglish ? bare.replaceAll(',', '') : bare.replace(',', '.')
  return amountPattern.test(decimal) ? decimal : undefined
}
