import { language, switchLanguage, t } from '#client/i18n/i18n.ts'

export function LanguageButton() {
  const other = () => (language() === 'fr' ? 'en' : 'fr')
  return (
    <button
      type="button"
      class="btn s quiet"
      lang={other()}
      onClick={() => void switchLanguage(other(), { keep: true })}
    >
      {t('app.otherLanguage')}
    </button>
  )
}
