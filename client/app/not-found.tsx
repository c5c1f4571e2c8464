import { t } from '#client/i18n/i18n.ts'
import { LinkButton } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { PageHead } from '#client/ui/panel.tsx'
import { createTitle } from '#client/ui/title.ts'

export function NotFoundPage() {
  createTitle(() => t('app.notFoundTitle'))
  return (
    <>
      <PageHead title={t('app.notFoundTitle')} />
      <Empty title={t('app.notFoundText')} action={<LinkButton href="/">{t('app.backHome')}</LinkButton>} />
    </>
  )
}
