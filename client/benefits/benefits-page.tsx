import { useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, Show } from 'solid-js'
import type { BenefitDetail, RegisterLine, RegisterPage } from '#models/benefits/register.views.ts'
import { may } from '#client/api/access.ts'
import { boardPaper } from '#client/api/board.ts'
import { claimRegister, claimsKnownPath } from '#client/api/claims.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { realisedPortfolio, realisedPortfolioPath } from '#client/api/realised.ts'
import {
  benefitMap,
  filteredPath,
  mapPath,
  registerFilePath,
  registerPage,
  registerPath,
} from '#client/api/register.ts'
import { fmt, language, said, t } from '#client/i18n/i18n.ts'
import { Button, LinkButton } from '#client/ui/button.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { PastForecasts, RealisedPanels } from '#client/realised/realised-panels.tsx'
import { PageHead } from '#client/ui/panel.tsx'
import { createTitle } from '#client/ui/title.ts'
import { AsKnownSlider } from '#client/ui/as-known-slider.tsx'
import { BenefitDrawer } from './benefit-drawer.tsx'
import { BenefitMapPanel } from './benefit-map-panel.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { ProfileDialog } from './profile-dialog.tsx'
import { PoolsPanel } from './pools-panel.tsx'
import type { Beside } from './register-standing.ts'
import { RegisterPanel, type Search } from './register-panel.tsx'
import './benefits.css'

const wholeRegister = '5000'

/** What the link asks of the server: the day, and the filters. */
const shownFilters = (search: Search) => ({
  asKnown: search.connu,
  body: search.organisme,
  type: search.type,
  life: search.etat,
  sign: search.sens,
})

/** The register as it was known on the day of the link, and as it is known now when that day is past. */
function createRegister(search: () => Search) {
  const path = () => filteredPath(registerPath, { limit: wholeRegister, ...shownFilters(search()) })
  const load = createLoad(path, registerPage)
  const nowPath = () =>
    search().connu === undefined ? undefined : filteredPath(registerPath, { limit: wholeRegister })
  const now = createLoad(nowPath, registerPage)
  const current = createMemo((): ReadonlyMap<string, RegisterLine> | undefined =>
    search().connu === undefined ? undefined : lineByCode(now.value()),
  )
  return { load, current }
}
const lineByCode = (page: RegisterPage | undefined) => mapOf(page?.items, (line) => line.code)

/** What the benefits of the link realised, and their claims, as known on its day. */
function createBeside(search: () => Search) {
  const realised = createLoad(
    () => realisedPortfolioPath({ asKnown: search().connu, body: search().organisme }),
    realisedPortfolio,
  )
  const claims = createLoad(() => claimsKnownPath(search().connu), claimRegister)
  const statuses = createMemo(() => mapOf(realised.value()?.benefits, (one) => one.benefit))
  const byBenefit = createMemo(() => {
    const all = claims.value()
    return all === undefined ? undefined : Map.groupBy(all, (one) => one.benefit)
  })
  return (): Beside => ({
    statuses: statuses(),
    claims: byBenefit(),
    computedAt: realised.value()?.asKnown,
  })
}
const mapOf = <T,>(all: readonly T[] | undefined, key: (one: T) => string): ReadonlyMap<string, T> | undefined =>
  all === undefined ? undefined : new Map(all.map((one) => [key(one), one]))

/** What is promised, kept, and how it holds together: the register of benefits, as known today or on any day before. */
export function BenefitsPage() {
  createTitle(() => t('benefits.title'))
  const [params, setParams] = useSearchParams<Search>()
  const search = (): Search => params
  const { load, current } = createRegister(search)
  const beside = createBeside(search)
  const map = createLoad(() => filteredPath(mapPath, { asKnown: params.connu }), benefitMap)
  const [isNew, setNew] = createSignal(false)
  const [isImporting, setImporting] = createSignal(false)
  const select = (benefice: string | undefined) => setParams({ benefice }, { replace: true, scroll: false })
  const changed = async (benefit: BenefitDetail) => {
    await Promise.all([refresh(registerPath), refresh(mapPath)])
    select(benefit.code)
  }
  return (
    <div class="bn-lay" classList={{ open: params.benefice !== undefined }}>
      <div class="bn-main">
        <PageHead
          title={t('benefits.title')}
          sub={
            <Show when={load.value()}>
              {(page) => <>{t('benefits.followed', { count: t('benefits.count', { count: page().total }) })}</>}
            </Show>
          }
        >
          <LinkButton
            kind="quiet"
            icon="file"
            href={
              params.connu === undefined
                ? '/benefices/conseil'
                : boardPaper(params.organisme ?? null, 'html', params.connu)
            }
          >
            {t('board.title')}
          </LinkButton>
          <LinkButton
            kind="quiet"
            icon="download"
            download
            href={registerFilePath('xlsx', { language: language(), q: params.q, ...shownFilters(search()) })}
          >
            {t('benefits.export')}
          </LinkButton>
          <Show when={may('benefits.edit')}>
            <Button kind="quiet" icon="upload" onClick={() => setImporting(true)}>
              {t('benefits.import')}
            </Button>
            <Button icon="plus" onClick={() => setNew(true)}>
              {t('benefits.add')}
            </Button>
          </Show>
        </PageHead>
        <div class="stack">
          <AsKnownSlider day={params.connu} onDay={(connu) => setParams({ connu }, { replace: true, scroll: false })} />
          <RealisedPanels asKnown={params.connu} body={params.organisme} />
          <Shown load={load}>
            {(page) => (
              <>
                <RegisterPanel
                  page={page()}
                  current={current()}
                  beside={beside()}
                  search={params}
                  onSearch={(next) => setParams(next, { replace: true, scroll: false })}
                  selected={params.benefice}
                  onSelect={select}
                  onAdd={() => setNew(true)}
                />
              </>
            )}
          </Shown>
          <Shown load={map}>
            {(view) => (
              <BenefitMapPanel
                map={view()}
                body={params.organisme}
                mayEdit={params.connu === undefined && may('benefits.edit')}
                statuses={beside().statuses}
                selected={params.benefice}
                onSelect={select}
              />
            )}
          </Shown>
          <PoolsPanel
            asKnown={params.connu}
            body={params.organisme}
            benefits={(load.value()?.items ?? []).map((line) => ({ code: line.code, title: said(line.title) }))}
          />
          <Show when={params.connu === undefined}>
            <PastForecasts />
          </Show>
        </div>
      </div>
      <Show when={params.benefice} keyed>
        {(code) => (
          <BenefitDrawer
            code={code}
            asKnown={params.connu}
            onClose={() => select(undefined)}
            onChanged={(benefit) => void changed(benefit)}
          />
        )}
      </Show>
      <Show when={isNew()}>
        <ProfileDialog
          benefit={undefined}
          body={params.organisme}
          onClose={() => setNew(false)}
          onDone={(benefit) => {
            setNew(false)
            void changed(benefit)
          }}
        />
      </Show>
      <Show when={isImporting()}>
        <ImportDialog body={params.organisme} onClose={() => setImporting(false)} />
      </Show>
      <span class="vh" role="status">
        {params.connu === undefined ? '' : t('ui.knownOn', { day: fmt.date(params.connu) })}
      </span>
    </div>
  )
}
