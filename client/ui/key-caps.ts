import { language } from '#client/i18n/i18n.ts'

const caps: Readonly<Record<string, { readonly fr: string; readonly en: string }>> = {
  escape: { fr: 'Échap', en: 'Esc' },
  enter: { fr: 'Entrée', en: 'Enter' },
  shift: { fr: 'Maj', en: 'Shift' },
  ctrl: { fr: 'Ctrl', en: 'Ctrl' },
  alt: { fr: 'Alt', en: 'Alt' },
  arrowup: { fr: '↑', en: '↑' },
  arrowdown: { fr: '↓', en: '↓' },
  arrowleft: { fr: '←', en: '←' },
  arrowright: { fr: '→', en: '→' },
}

/** `shift+x` → Maj, X: what is written on the keys. */
export function keyCaps(keys: string): readonly string[] {
  return keys.split(/[ +]/).map((key) => caps[key]?.[language()] ?? key.toUpperCase())
}
