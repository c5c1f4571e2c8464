import { createSignal, onMount, Show } from 'solid-js'
import type { BarometerPreview, BarometerView } from '#models/barometer/barometer.views.ts'
import { loadSession, may, session, wasSignedInHere } from '#client/api/access.ts'
import { barometer, barometerPath, previewPath } from '#client/api/barometer.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { LanguageButton } from '#client/access/language-button.tsx'
import { theme, toggleTheme } from '#client/app/theme.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { Icon, Logo, Sprite } from '#client/ui/icon.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Note } from '#client/ui/problem-note.tsx'
import { createTitle } from '#client/ui/title.ts'
import { Toasts } from '#client/ui/toast.tsx'
import { BenefitKinds } from './benefit-kinds.tsx'
import { BodyTable } from './body-table.tsx'
import { CentreLots } from './centre-lots.tsx'
import { CutTables } from './cut-tables.tsx'
import { Findings } from './findings.tsx'
import { Health } from './health.tsx'
import { HeroFigures } from './hero-figures.tsx'
import { IndicatorTable } from './indicator.tsx'
import { Method } from './method.tsx'
import { Changes, PublishDialog } from './publish-dialog.tsx'
import { BenefitsByYear, ShareByYear } from './year-charts.tsx'
import './barometer.css'

function Published(props: { view: BarometerView }) {
  const suppressed = () => props.view.indicators.filter((one) => one.status === 'suppressed').length
  return (
    <>
      <section class="hero">
        <div>
          <h1>{t('barometer.heading')}</h1>
          <p class="lead">{t('barometer.lead')}</p>
        </div>
        <div class="upd">
          <Show when={props.view.asOf}>{(asOf) => <p>{t('barometer.asOf', { date: fmt.date(asOf()) })}</p>}</Show>
          <Show when={props.view.freshUntil}>
            {(day) => <p>{t('barometer.freshUntil', { date: fmt.date(day()) })}</p>}
          </Show>
          <Show when={props.view.nextOn}>{(day) => <p>{t('barometer.nextOn', { date: fmt.date(day()) })}</p>}</Show>
          <Show when={props.view.approvedBy}>{(user) => <p>{t('barometer.approvedBy', { user: user() })}</p>}</Show>
          <Show when={props.view.isDemonstration}>
            <p>
              <b>{t('barometer.demonstration')}</b>
            </p>
          </Show>
          <p class="pbt">
            <button type="button" class="as-link" onClick={() => window.print()}>
              {t('barometer.print')}
            </button>
          </p>
        </div>
      </section>
      <Show
        when={props.view.indicators.length > 0}
        fallback={<Empty title={t('barometer.none')}>{t('barometer.noneText')}</Empty>}
      >
        <HeroFigures view={props.view} />
        <CentreLots centres={props.view.centres} />
        <div class="s2">
          <ShareByYear view={props.view} />
          <BenefitsByYear view={props.view} />
        </div>
        <BodyTable view={props.view} />
        <div class="s2 keep">
          <BenefitKinds view={props.view} />
          <Health view={props.view} />
        </div>
        <CutTables view={props.view} />
        <Findings view={props.view} />
        <section class="sec">
          <h2>{t('barometer.all')}</h2>
          <Show when={suppressed() > 0}>
            <p class="sub">{t('barometer.suppressedCount', { count: suppressed() })}</p>
          </Show>
          <IndicatorTable view={props.view} />
        </section>
        <Method view={props.view} />
      </Show>
    </>
  )
}

/** What the public sees, without signing in; the centre sees beforehand what it would publish. */
export function BarometerPage() {
  createTitle(() => t('barometer.title'))
  const [isPreview, setPreview] = createSignal(false)
  const [isPublishing, setPublishing] = createSignal(false)
  const load = createLoad(() => (isPreview() ? previewPath : barometerPath), barometer)
  // The page is public: whoever is not signed in reads it all the same, only without the buttons.
  onMount(() => {
    if (session() === undefined && wasSignedInHere()) void loadSession().catch(() => undefined)
  })
  const preview = () => {
    const view = load.value()
    return isPreview() && view !== undefined && 'changes' in view ? (view satisfies BarometerPreview) : undefined
  }
  const themeText = () => (theme() === 'dark' ? t('app.themeLight') : t('app.themeDark'))
  const mayPublish = () => session() !== undefined && may('barometer.publish')
  return (
    <div class="public">
      <Sprite />
      <header class="pb">
        <div>
          <a class="t" href="/barometre">
            <Logo />
            {t('barometer.title')}
          </a>
          <div class="e">
            <button type="button" class="band-btn" aria-label={themeText()} title={themeText()} onClick={toggleTheme}>
              <Icon name="moon" />
            </button>
            <LanguageButton />
            <a class="lk" href="#donnees">
              {t('barometer.openData')}
            </a>
            <a class="lk" href="/">
              {t(session() === undefined ? 'barometer.signIn' : 'barometer.workbench')}
            </a>
          </div>
        </div>
      </header>
      <main class="wrap" id="content" tabindex="-1">
        <Show when={mayPublish()}>
          <div class="pub-bar">
            <Show when={isPreview()}>
              <Note>
                <b>{t('barometer.preview')}</b> {t('barometer.previewText')}
              </Note>
              <Show when={preview()}>{(view) => <Changes changes={view().changes} />}</Show>
            </Show>
            <div class="row-w">
              <a class="btn" href="/barometre/gestion">
                {t('barometer.manage')}
              </a>
              <Button onClick={() => setPreview(!isPreview())}>
                {t(isPreview() ? 'barometer.previewHide' : 'barometer.previewShow')}
              </Button>
              <Show when={preview() !== undefined}>
                <Button kind="primary" onClick={() => setPublishing(true)}>
                  {t('barometer.publish')}
                </Button>
              </Show>
            </div>
          </div>
        </Show>
        <Shown load={load}>{(view) => <Published view={view()} />}</Shown>
      </main>
      <footer class="pf">
        <span>{t(load.value()?.isDemonstration === true ? 'barometer.footDemonstration' : 'barometer.foot')}</span>
        <a href="/api/barometer/dictionary" rel="external">
          {t('barometer.fileDictionary')}
        </a>
        <span>{t('barometer.licence')}</span>
      </footer>
      <Show when={isPublishing() ? preview() : undefined}>
        {(view) => (
          <PublishDialog
            preview={view()}
            onClose={() => setPublishing(false)}
            onDone={() => {
              setPublishing(false)
              setPreview(false)
              void refresh(barometerPath)
            }}
          />
        )}
      </Show>
      <Toasts />
    </div>
  )
}
