import { createContext, type JSX, Show, useContext } from 'solid-js'
import type { Derivation } from '#models/shared/derivation.ts'
import { t } from '#client/i18n/i18n.ts'

/** Opens « D’où vient ce chiffre ? » beside the page; focus returns to `from` when it closes. */
export type FigureDrawer = {
  /** `figure` is an id the server resolves, or a derivation made here of what is on screen. */
  readonly open: (figure: string | Derivation, label: string, from?: HTMLElement) => void
}

/** A figure that can be opened: its id, or what makes its derivation from what is on screen; nothing when it cannot. */
export type FigureSource = string | (() => Derivation) | null | undefined

const FigureDrawerContext = createContext<FigureDrawer>()
export const FigureDrawerProvider = FigureDrawerContext.Provider

export function useFigureDrawer(): FigureDrawer {
  const drawer = useContext(FigureDrawerContext)
  if (drawer === undefined) throw new Error('a figure stands outside the layout that shows its derivation')
  return drawer
}

/** A figure that can be opened: dotted underline. Without an id (nothing to open) its text stands alone. */
export function Figure(props: { id: FigureSource; label: string; children: JSX.Element }) {
  const drawer = useFigureDrawer()
  return (
    <Show when={props.id} fallback={props.children}>
      {(id) => (
        <button
          type="button"
          class="prov"
          title={t('ui.whereFrom')}
          onClick={(event) => {
            event.stopPropagation()
            const figure = id()
            drawer.open(typeof figure === 'string' ? figure : figure(), props.label, event.currentTarget)
          }}
        >
          {props.children}
          <span class="vh"> {t('ui.whereFromOf', { label: props.label })}</span>
        </button>
      )}
    </Show>
  )
}
