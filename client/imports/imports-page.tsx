import { useNavigate } from '@solidjs/router'
import { t } from '#client/i18n/i18n.ts'
import { PageHead } from '#client/ui/panel.tsx'
import { SendMeasures } from '#client/sizing/send-measures.tsx'
import { createTitle } from '#client/ui/title.ts'
import { ChooseFile } from './choose-file.tsx'
import { ImportSteps } from './import-steps.tsx'
import { PastImports } from './past-imports.tsx'
import './imports.css'

/** Sending a new file, and every file received before. */
export function ImportsPage() {
  const navigate = useNavigate()
  createTitle(() => t('imports.title'))
  return (
    <>
      <PageHead
        title={t('imports.title')}
        sub={t('imports.sub')}
        crumbs={
          <>
            <a href="/portefeuille">{t('app.portfolio')}</a> / {t('app.import')}
          </>
        }
      />
      <ImportSteps batch={undefined} />
      <div class="stack">
        <ChooseFile
          onStarted={(started) =>
            navigate(`/importer/${encodeURIComponent(started.batch)}?travail=${encodeURIComponent(started.job)}`)
          }
        />
        <SendMeasures />
        <PastImports />
      </div>
    </>
  )
}
