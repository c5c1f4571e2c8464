/** A decimal as people type it: a comma or a point, spaces passed over. What is not one is left for the server to refuse in words. */
export function typedDecimal(text: string): string {
  return text.replaceAll(/[\s\u00a0\u202f]/g, '').replace(',', '.')
}
