import { createSignal, createUniqueId, onMount, Show } from 'solid-js'
import type { Derivation } from '#models/shared/derivation.ts'
import { derivationOf } from '#client/api/figures.ts'
import { createLoad } from '#client/api/load.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { DerivationFacts, DerivationTree } from './derivation-tree.tsx'
import { spreadOf, valueWords } from './derivation-words.ts'
import { DistributionStrip } from './distribution-strip.tsx'
import './figures.css'

function Body(props: { derivation: Derivation; figure: string | undefined }) {
  return (
    <>
      <div>
        <p class="val">{valueWords(props.derivation)}</p>
        <p class="sm mut">{said(props.derivation.label)}</p>
        <Show when={spreadOf(props.derivation)}>{(spread) => <DistributionStrip spread={spread()} />}</Show>
      </div>
      <Show
        when={
          props.derivation.formula !== undefined ||
          props.derivation.source !== undefined ||
          props.derivation.note !== undefined ||
          props.derivation.value === undefined
        }
      >
        <div class="facts-of">
          <h3>{t(props.derivation.formula === undefined ? 'figures.source' : 'figures.formula')}</h3>
          <DerivationFacts node={props.derivation} />
        </div>
      </Show>
      <Show when={props.derivation.inputs.length > 0}>
        <div>
          <h3>{t('figures.inputs')}</h3>
          <DerivationTree nodes={props.derivation.inputs} depth={0} />
        </div>
      </Show>
      <Show when={props.figure}>
        <div>
          <h3>{t('figures.number')}</h3>
          <p class="frm">{props.figure}</p>
        </div>
      </Show>
    </>
  )
}

/** How a figure was obtained, down to facts. Beside the page, never over it; Escape closes and the focus goes back to the figure. */
export function FigureDrawer(props: { figure: string | Derivation; label: string; onClose: () => void }) {
  const id = createUniqueId()
  const number = () => (typeof props.figure === 'string' ? props.figure : undefined)
  const load = createLoad(
    () => (number() === undefined ? undefined : `/api/figures/${number() ?? ''}`),
    (_, signal) => derivationOf(number() ?? '', signal),
  )
  const given = () => (typeof props.figure === 'string' ? undefined : props.figure)
  const [refused, setRefused] = createSignal(false)
  let heading: HTMLHeadingElement | undefined
  onMount(() => heading?.focus())

  async function copy(derivation: Derivation) {
    const citation = t('figures.citation', {
      label: props.label,
      value: valueWords(derivation),
      figure: number() ?? '',
      date: fmt.date(new Date().toISOString()),
    })
    try {
      await navigator.clipboard.writeText(citation)
      showToast({ text: t('figures.copied') })
    } catch {
      setRefused(true)
    }
  }

  return (
    <aside class="drawer" aria-labelledby={id}>
      <div class="drawer-h">
        <div class="grow">
          <h2 id={id} tabindex="-1" ref={(element) => (heading = element)}>
            {t('figures.title')}
          </h2>
          <p class="sm mut">{props.label}</p>
        </div>
        <Button small kind="quiet" icon="x" name={t('ui.close')} onClick={() => props.onClose()} />
      </div>
      <div class="drawer-b">
        <Show
          when={given()}
          fallback={<Shown load={load}>{(derivation) => <Body derivation={derivation()} figure={number()} />}</Shown>}
        >
          {(derivation) => <Body derivation={derivation()} figure={undefined} />}
        </Show>
        <Show when={refused()}>
          <p class="sm">{t('figures.notCopied')}</p>
        </Show>
      </div>
      <Show when={load.value()}>
        {(derivation) => (
          <div class="drawer-f">
            <Button small icon="link" onClick={() => void copy(derivation())}>
              {t('figures.copy')}
            </Button>
          </div>
        )}
      </Show>
    </aside>
  )
}
