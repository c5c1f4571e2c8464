import { type RouteSectionProps, useLocation, useNavigate } from '@solidjs/router'
import { createSignal, ErrorBoundary, lazy, onMount, Show, Suspense } from 'solid-js'
import { loadSession, may, session, setSession } from '#client/api/access.ts'
import { isReachable, onSignedOut, problemIn } from '#client/api/http.ts'
import { loadLadders } from '#client/api/ladders.ts'
import { forgetAll } from '#client/api/load.ts'
import { hasKeptLanguage, switchLanguage, t } from '#client/i18n/i18n.ts'
import type { Derivation } from '#models/shared/derivation.ts'
import type { Problem } from '#models/shared/problem.ts'
import { Button } from '#client/ui/button.tsx'
import { createCommands } from '#client/ui/commands.ts'
import { type FigureDrawer, FigureDrawerProvider } from '#client/ui/figure.tsx'
import { Icon, Sprite } from '#client/ui/icon.tsx'
import { createShortcuts } from '#client/ui/keys.ts'
import { LiveRegion } from '#client/ui/live.tsx'
import { Late, Skeleton } from '#client/ui/loaded.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast, Toasts } from '#client/ui/toast.tsx'
import { Band } from './band.tsx'
import { layoutCommands } from './layout-commands.ts'
import { destinations, isDense } from './navigation.ts'
import { Rail } from './rail.tsx'
import { createTypeAhead } from './type-ahead.ts'

const FigureDrawerPart = lazy(async () => ({
  default: (await import('#client/figures/figure-drawer.tsx')).FigureDrawer,
}))
const loadPalette = async () => ({ default: (await import('./palette.tsx')).Palette })
const Palette = lazy(loadPalette)
const KeysHelp = lazy(async () => ({ default: (await import('./keys-help.tsx')).KeysHelp }))

type OpenFigure = {
  readonly figure: string | Derivation
  readonly label: string
  readonly from: HTMLElement | undefined
}

function createFigureDrawer() {
  const [shown, setShown] = createSignal<OpenFigure>()
  const drawer: FigureDrawer = {
    open: (figure, label, from) => setShown({ figure, label, from }),
  }
  function close() {
    const from = shown()?.from
    setShown(undefined)
    if (from?.isConnected === true) from.focus()
  }
  return { shown, drawer, close }
}

/** What can go wrong while a page draws itself: said plainly, with a way out. */
function Crash(props: { error: unknown }) {
  return (
    <div class="note bad" role="alert">
      <Icon name="vbad" />
      <p class="strong">{t('app.crashTitle')}</p>
      <p>{t('app.crashText')}</p>
      <p class="row-w">
        <Button small onClick={() => location.reload()}>
          {t('app.reload')}
        </Button>
        <span class="mono sm">{props.error instanceof Error ? props.error.message : String(props.error)}</span>
      </p>
    </div>
  )
}

/** Declared with the drawer, so that Escape closes it before the page under it hears of it. */
function EscapeCloses(props: { onClose: () => void }) {
  createShortcuts(() => [{ keys: 'escape', label: t('ui.close'), run: () => props.onClose() }])
  return null
}

/** Everything around a page of a person who is signed in. */
export function Layout(props: RouteSectionProps) {
  const location = useLocation()
  const navigate = useNavigate()
  const figures = createFigureDrawer()
  const [paletteOpen, setPaletteOpen] = createSignal(false)
  const typeAhead = createTypeAhead()
  const [helpOpen, setHelpOpen] = createSignal(false)
  const [refusal, setRefusal] = createSignal<Problem>()

  function askToSignIn() {
    forgetAll()
    setSession(undefined)
    const back = `${location.pathname}${location.search}`
    navigate(`/connexion${back === '/' ? '' : `?suite=${encodeURIComponent(back)}`}`, { replace: true })
  }
  onSignedOut(askToSignIn)

  async function openPalette() {
    if (paletteOpen()) return
    typeAhead.start()
    try {
      await loadPalette()
      setPaletteOpen(true)
    } catch {
      typeAhead.take()
      showToast({ text: t('app.offline') })
    }
  }

  async function enter() {
    setRefusal(undefined)
    try {
      const who = session() ?? (await loadSession())
      void loadLadders().catch(problemIn) // refused or unreachable: the placeholders stand
      if (!hasKeptLanguage()) await switchLanguage(who.language, { keep: false })
    } catch (error) {
      const problem = problemIn(error)
      if (problem.status === 401) askToSignIn()
      else setRefusal(problem)
    }
  }
  onMount(() => void enter())

  const reachable = () => destinations.filter((one) => one.needs === undefined || may(one.needs))
  createShortcuts(() => [
    { keys: 'ctrl+k', label: t('app.shortcutPalette'), inFields: true, run: () => void openPalette() },
    { keys: '/', label: t('app.shortcutPalette'), run: () => void openPalette() },
    { keys: '?', label: t('app.shortcuts'), run: () => setHelpOpen(true) },
    ...reachable().flatMap((one) =>
      one.letter === undefined
        ? []
        : [
            {
              keys: `g ${one.letter}`,
              label: t('app.shortcutGo', { page: t(one.text) }),
              run: () => navigate(one.href),
            },
          ],
    ),
  ])
  createCommands(() => layoutCommands({ destinations: reachable(), navigate, showKeys: () => setHelpOpen(true) }))

  return (
    <FigureDrawerProvider value={figures.drawer}>
      <Sprite />
      <a class="skip" href="#content" rel="external">
        {t('app.skip')}
      </a>
      <Show
        when={session()}
        fallback={
          <main id="content" tabindex="-1">
            <Show when={refusal()} fallback={<Late>{<Skeleton />}</Late>}>
              {(problem) => <ProblemNote problem={problem()} onRetry={() => void enter()} />}
            </Show>
          </main>
        }
      >
        <Band mini={isDense(location.pathname)} onSearch={() => void openPalette()} onKeys={() => setHelpOpen(true)} />
        <Show when={!isReachable()}>
          <div class="offline" role="alert">
            <Icon name="clock" />
            {t('app.offline')}
          </div>
        </Show>
        <div class="shell" classList={{ mini: isDense(location.pathname) }}>
          <Rail destinations={reachable()} />
          <div classList={{ 'with-drawer': figures.shown() !== undefined }}>
            <main id="content" tabindex="-1">
              <ErrorBoundary fallback={(error: unknown) => <Crash error={error} />}>
                <Suspense
                  fallback={
                    <Late>
                      <Skeleton lines={6} />
                    </Late>
                  }
                >
                  {props.children}
                </Suspense>
              </ErrorBoundary>
            </main>
            <Show when={figures.shown()} keyed>
              {(open) => (
                <Suspense>
                  <EscapeCloses onClose={() => figures.close()} />
                  <FigureDrawerPart figure={open.figure} label={open.label} onClose={() => figures.close()} />
                </Suspense>
              )}
            </Show>
          </div>
        </div>
        <Suspense>
          <Show when={paletteOpen()}>
            <Palette typed={() => typeAhead.take()} onClose={() => setPaletteOpen(false)} />
          </Show>
          <Show when={helpOpen()}>
            <KeysHelp onClose={() => setHelpOpen(false)} />
          </Show>
        </Suspense>
      </Show>
      <Toasts />
      <LiveRegion />
    </FigureDrawerProvider>
  )
}
