import { createSignal, For, type JSX, Show } from 'solid-js'
import type { Derivation } from '#models/shared/derivation.ts'
import { theme, toggleTheme } from '#client/app/theme.ts'
import { language, said, switchLanguage } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import type { ChartState } from '#client/ui/charts/chart-frame.tsx'
import { FigureDrawerProvider } from '#client/ui/figure.tsx'
import { Sprite } from '#client/ui/icon.tsx'
import { LiveRegion } from '#client/ui/live.tsx'
import { PageHead } from '#client/ui/panel.tsx'
import { charts, type ShownChart } from './sample-charts.tsx'
import './gallery.css'

type Opened = { readonly figure: string | Derivation; readonly label: string; readonly from: HTMLElement | undefined }

/** Stands for the provenance drawer: the gallery has no server to ask. */
function OpenedFigure(props: { opened: Opened; onClose: () => void }) {
  return (
    <aside class="gal-drawer pop" aria-label={said({ fr: 'Chiffre ouvert', en: 'Figure opened' })}>
      <p>{props.opened.label}</p>
      <p class="mono">
        {typeof props.opened.figure === 'string' ? props.opened.figure : said(props.opened.figure.label)}
      </p>
      <Button small onClick={() => props.onClose()}>
        {said({ fr: 'Refermer', en: 'Close' })}
      </Button>
    </aside>
  )
}

type NamedState = { readonly name: string; readonly state: ChartState; readonly partial?: string }

function states(onAct: (what: string) => void): readonly NamedState[] {
  return [
    { name: said({ fr: 'en cours de chargement', en: 'loading' }), state: { kind: 'loading' } },
    {
      name: said({ fr: 'vide', en: 'empty' }),
      state: {
        kind: 'empty',
        title: said({ fr: 'Aucun exercice chiffré', en: 'No fiscal year has figures' }),
        text: said({
          fr: 'Le dossier n’a pas encore été calculé : les chiffres viennent après le premier calcul.',
          en: 'The case has not been calculated yet: figures come after the first calculation.',
        }),
      },
    },
    {
      name: said({ fr: 'en erreur', en: 'failed' }),
      state: {
        kind: 'failed',
        cause: said({
          fr: 'Le calcul s’est arrêté : le catalogue de prix n’a pas répondu.',
          en: 'The calculation stopped: the price list did not answer.',
        }),
        onRetry: () => onAct('retry'),
        lastGood: { date: '2026-11-18', onShow: () => onAct('last') },
      },
    },
    {
      name: said({ fr: 'partiel', en: 'partial' }),
      state: { kind: 'ready' },
      partial: said({ fr: '3 organismes sur 96 sans données', en: '3 bodies of 96 without data' }),
    },
  ]
}

function Chart(props: { chart: ShownChart; onAct: (what: string) => void }) {
  return (
    <section class="gal-chart" data-chart={props.chart.name}>
      {props.chart.draw({})}
      <Show when={props.chart.hasStates}>
        <div class="gal-states">
          <For each={states(props.onAct)}>
            {(one) => (
              <div class="panel panel-b" data-state={one.state.kind}>
                {props.chart.draw({
                  isInner: true,
                  state: one.state,
                  title: `${props.chart.title()}, ${one.name}`,
                  ...(one.partial === undefined ? {} : { partial: one.partial }),
                })}
              </div>
            )}
          </For>
        </div>
      </Show>
    </section>
  )
}

/** Every part of the chart kit in every state, in both languages and both themes. Never linked from the product. */
export function GalleryPage(): JSX.Element {
  const [opened, setOpened] = createSignal<Opened>()
  const [acted, setActed] = createSignal('')
  function close() {
    const from = opened()?.from
    setOpened(undefined)
    from?.focus()
  }
  return (
    <FigureDrawerProvider value={{ open: (figure, label, from) => setOpened({ figure, label, from }) }}>
      <Sprite />
      <main id="content" class="gal">
        <PageHead
          title={said({ fr: 'Galerie des graphiques', en: 'Gallery of charts' })}
          sub={said({ fr: 'Chiffres fictifs.', en: 'Figures are made up.' })}
        >
          <Button onClick={() => void switchLanguage(language() === 'fr' ? 'en' : 'fr', { keep: false })}>
            {language() === 'fr' ? 'English' : 'Français'}
          </Button>
          <Button icon="moon" onClick={toggleTheme}>
            {theme() === 'dark'
              ? said({ fr: 'Thème clair', en: 'Light theme' })
              : said({ fr: 'Thème sombre', en: 'Dark theme' })}
          </Button>
        </PageHead>
        <p class="vh" data-acted>
          {acted()}
        </p>
        {/* Drawn anew in the other language: words made from samples are plain strings. */}
        <For each={charts(language())}>{(chart) => <Chart chart={chart} onAct={setActed} />}</For>
      </main>
      <Show when={opened()}>{(one) => <OpenedFigure opened={one()} onClose={close} />}</Show>
      <LiveRegion />
    </FigureDrawerProvider>
  )
}
