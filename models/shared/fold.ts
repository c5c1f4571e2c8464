/**
 * Folds a text for comparison and search: NFD without accents, lower case, œ and æ spelled out, spaces collapsed.
 * `Évaluation  Œuvre` → `evaluation oeuvre`.
 */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replace(/[’ʼ]/g, "'")
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .trim()
}
