import { createSignal, For, onMount, Show } from 'solid-js'
import type { BarometerView } from '#models/barometer/barometer.views.ts'
import { loadSession, may, session, wasSignedInHere } from '#client/api/access.ts'
import { barometer, barometerPath, previewPath, publishBarometer } from '#client/api/barometer.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { LanguageButton } from '#client/access/language-button.tsx'
import { fmt, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { Logo, Sprite } from '#client/ui/icon.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Note, ProblemNote } from '#client/ui/problem-note.tsx'
import { createTitle } from '#client/ui/title.ts'
import { showToast, Toasts } from '#client/ui/toast.tsx'
import { Indicator, MethodTable } from './indicator.tsx'
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
        <section class="k3" aria-label={t('barometer.title')}>
          <For each={props.view.indicators}>{(indicator) => <Indicator indicator={indicator} />}</For>
        </section>
        <Show when={suppressed() > 0}>
          <p class="supp">{t('barometer.suppressedCount', { count: suppressed() })}</p>
        </Show>
        <section class="sec">
          <h2>{t('barometer.method')}</h2>
          <MethodTable view={props.view} />
        </section>
      </Show>
    </>
  )
}

function PublishDialog(props: { count: number; onClose: () => void; onDone: () => void }) {
  const act = createAct()
  async function publish() {
    const done = await act.run(async () => {
      await publishBarometer()
      return true
    })
    if (done !== true) return
    showToast({ text: t('barometer.published') })
    props.onDone()
  }
  return (
    <Dialog
      open
      title={t('barometer.publishTitle')}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            busy={act.isRunning() ? t('barometer.publishing') : undefined}
            onClick={() => void publish()}
          >
            {t('barometer.publish')}
          </Button>
        </>
      }
    >
      <p>{t('barometer.publishText', { count: fmt.integer(props.count) })}</p>
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Dialog>
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
            <LanguageButton />
            <a class="lk" href={barometerPath} rel="external">
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
            </Show>
            <div class="row-w">
              <Button onClick={() => setPreview(!isPreview())}>
                {t(isPreview() ? 'barometer.previewHide' : 'barometer.previewShow')}
              </Button>
              <Show when={isPreview() && load.value() !== undefined}>
                <Button kind="primary" onClick={() => setPublishing(true)}>
                  {t('barometer.publish')}
                </Button>
              </Show>
            </div>
          </div>
        </Show>
        <Shown load={load}>{(view) => <Published view={view()} />}</Shown>
      </main>
      <Show when={isPublishing()}>
        <PublishDialog
          count={load.value()?.indicators.length ?? 0}
          onClose={() => setPublishing(false)}
          onDone={() => {
            setPublishing(false)
            setPreview(false)
            void refresh(barometerPath)
          }}
        />
      </Show>
      <Toasts />
    </div>
  )
}
