import { For } from 'solid-js'
import type { CaseView } from '#models/cases/case.schemas.ts'
import { t } from '#client/i18n/i18n.ts'
import { LinkButton } from '#client/ui/button.tsx'
import { Panel } from '#client/ui/panel.tsx'

const formats = [
  { format: 'html', text: 'cases.paperHtml', note: 'cases.paperHtmlNote', icon: 'ext' },
  { format: 'pdf', text: 'cases.paperPdf', note: 'cases.paperPdfNote', icon: 'file' },
  { format: 'xlsx', text: 'cases.paperXlsx', note: 'cases.paperXlsxNote', icon: 'grid' },
] as const
const languages = [
  { language: 'fr', text: 'cases.inFrench' },
  { language: 'en', text: 'cases.inEnglish' },
] as const

function paperPath(code: string, format: string, language: string): string {
  const parameters = new URLSearchParams({ subject: code, format, language })
  return `/api/reports/business-case?${parameters}`
}

/** The case as papers: the figures of its last result, in either language. */
export function PapersTab(props: { view: CaseView }) {
  return (
    <Panel title={t('cases.papers')} note={t('cases.papersNote')}>
      <div class="ca-cards">
        <For each={formats}>
          {(paper) => (
            <div class="ca-card">
              <h3>{t(paper.text)}</h3>
              <p class="sm mut">{t(paper.note)}</p>
              <p class="row-w">
                <For each={languages}>
                  {({ language, text }) => (
                    <LinkButton
                      small
                      download
                      icon={paper.icon}
                      href={paperPath(props.view.code, paper.format, language)}
                    >
                      {t(text)}
                      <span class="vh"> ({t(paper.text)})</span>
                    </LinkButton>
                  )}
                </For>
              </p>
            </div>
          )}
        </For>
      </div>
    </Panel>
  )
}
