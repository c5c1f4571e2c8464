import { useNavigate, useSearchParams } from '@solidjs/router'
import { For, Show } from 'solid-js'
import type { CaseSummary } from '#models/cases/case.schemas.ts'
import { may } from '#client/api/access.ts'
import { caseList, casesPath } from '#client/api/cases.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { PageHead, Panel } from '#client/ui/panel.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { createTitle } from '#client/ui/title.ts'
import { showToast } from '#client/ui/toast.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { CaseDialog } from './case-dialog.tsx'
import { codesIn } from './case-draft.ts'
import { decisionName } from './case-words.ts'
import './cases.css'

function Row(props: { one: CaseSummary }) {
  const isOlder = () => props.one.computedAt !== null && props.one.updatedAt > props.one.computedAt
  return (
    <tr>
      <th scope="row">
        <a href={`/dossiers/${encodeURIComponent(props.one.code)}`}>{props.one.title}</a>
        <br />
        <small class="mono mut">{props.one.code}</small>
      </th>
      <td>{props.one.body}</td>
      <td>
        <Show when={props.one.decision} fallback={<StatusMark tone="none">{t('cases.notComputed')}</StatusMark>}>
          {(decision) => <b>{decisionName(decision(), props.one.npv)}</b>}
        </Show>
      </td>
      <td class="num">
        <For each={props.one.npv} fallback={<span title={t('cases.notComputed')}>{unknownMark}</span>}>
          {(variant) => (
            <div class="nb">
              <span class="mut">{variant.id}</span> {fmt.compactMoney(variant.likely)}
            </div>
          )}
        </For>
      </td>
      <td class="nb">
        <Show when={props.one.computedAt} fallback={unknownMark}>
          {(at) => <time datetime={at()}>{fmt.dateTime(at())}</time>}
        </Show>
        <Show when={isOlder()}>
          <br />
          <StatusMark tone="warn">{t('cases.older')}</StatusMark>
        </Show>
      </td>
    </tr>
  )
}

/** Business cases: what is compared, what it decides, what it is worth. */
export function CasesPage() {
  createTitle(() => t('cases.title'))
  const navigate = useNavigate()
  const [search, setSearch] = useSearchParams<{ nouveau?: string; charges?: string; organisme?: string }>()
  const load = createLoad(() => casesPath, caseList)
  const codes = () => codesIn(search.charges ?? '')
  const isOpen = () => may('cases.edit') && (search.nouveau !== undefined || codes().length > 0)
  const open = () => setSearch({ nouveau: 'oui' }, { scroll: false })
  const close = () => setSearch({ nouveau: null, charges: null, organisme: null }, { replace: true, scroll: false })
  return (
    <>
      <PageHead title={t('cases.title')} sub={t('cases.sub')}>
        <Show when={may('cases.edit')}>
          <Button kind="primary" icon="plus" onClick={open}>
            {t('cases.new')}
          </Button>
        </Show>
      </PageHead>
      <Shown load={load}>
        {(cases) => (
          <Panel flush title={t('cases.register')} note={t('cases.count', { count: cases().length })}>
            <Show
              when={cases().length > 0}
              fallback={
                <Empty
                  title={t('cases.none')}
                  action={
                    <Show when={may('cases.edit')} fallback={<p>{t('cases.noneReader')}</p>}>
                      <Button icon="plus" onClick={open}>
                        {t('cases.first')}
                      </Button>
                    </Show>
                  }
                >
                  {t('cases.noneText')}
                </Empty>
              }
            >
              <ScrollRegion label={t('workload.scrolling', { name: t('cases.register') })}>
                <table class="tbl ca-list">
                  <caption class="vh">{t('cases.register')}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{t('cases.case')}</th>
                      <th scope="col">{t('cases.body')}</th>
                      <th scope="col">{t('cases.decision')}</th>
                      <th scope="col" class="num">
                        {t('cases.npv')}
                      </th>
                      <th scope="col">{t('cases.computed')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    <For each={cases()}>{(one) => <Row one={one} />}</For>
                  </tbody>
                </table>
              </ScrollRegion>
            </Show>
          </Panel>
        )}
      </Shown>
      <Show when={isOpen()}>
        <CaseDialog
          of={undefined}
          codes={codes()}
          body={search.organisme}
          onClose={close}
          onDone={(made) => {
            showToast({ text: t('cases.created', { code: made.code }) })
            void refresh(casesPath)
            navigate(`/dossiers/${encodeURIComponent(made.code)}`)
          }}
        />
      </Show>
    </>
  )
}
