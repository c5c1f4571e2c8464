import { createMemo, createSignal, createUniqueId, For, onMount, Show } from 'solid-js'
import { fold } from '#models/shared/fold.ts'
import { type TextKey, t } from '#client/i18n/i18n.ts'
import { type Command, commands } from '#client/ui/commands.ts'
import { Icon } from '#client/ui/icon.tsx'
import { announce } from '#client/ui/live.tsx'
import { createWorkloadSearch } from './palette-workloads.ts'

type Group = { readonly key: TextKey; readonly items: readonly Command[] }

const groupOrder = [
  { kind: 'action', key: 'app.paletteActions' },
  { kind: 'go', key: 'app.paletteGo' },
  { kind: 'help', key: 'app.paletteHelp' },
] as const

function matching(all: readonly Command[], asked: string): readonly Command[] {
  const words = fold(asked).split(' ').filter(Boolean)
  return all.filter((one) => {
    const text = fold(`${one.text} ${one.note ?? ''}`)
    return words.every((word) => text.includes(word))
  })
}

/** One field that does and opens everything: a combobox over a list, as in the platform's pattern. */
export function Palette(props: { typed: () => string; onClose: () => void }) {
  const id = createUniqueId()
  const [asked, setAsked] = createSignal('')
  const [at, setAt] = createSignal(0)
  const found = createWorkloadSearch(() => (asked().startsWith('>') ? '' : asked().replace(/^#/, '').trim()))
  let dialog: HTMLDialogElement | undefined
  onMount(() => {
    dialog?.showModal()
    setAsked(props.typed())
  })

  const groups = createMemo((): readonly Group[] => {
    const text = asked().trim()
    if (text.startsWith('#')) return [{ key: 'app.paletteWorkloads', items: found() }]
    const onlyActions = text.startsWith('>')
    const own = matching(commands(), onlyActions ? text.slice(1) : text)
    const shown = groupOrder
      .filter(({ kind }) => !onlyActions || kind === 'action')
      .map(({ kind, key }): Group => ({ key, items: own.filter((one) => one.kind === kind) }))
    return [...shown, { key: 'app.paletteWorkloads' as const, items: found() }].filter(({ items }) => items.length > 0)
  })
  const flat = createMemo(() => groups().flatMap(({ items }) => items))
  const current = () => Math.min(at(), flat().length - 1)

  function move(step: number) {
    const count = flat().length
    if (count === 0) return
    setAt((current() + step + count) % count)
    document.getElementById(`${id}-${current()}`)?.scrollIntoView({ block: 'nearest' })
  }
  function run(command: Command | undefined) {
    if (command === undefined) return
    dialog?.close()
    command.run()
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Enter') run(flat()[current()])
    else return
    event.preventDefault()
  }

  return (
    <dialog
      class="pal pop"
      aria-label={t('app.palette')}
      ref={(element) => (dialog = element)}
      onClose={() => props.onClose()}
    >
      <div class="pal-in">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={flat().length === 0 ? undefined : `${id}-${current()}`}
          aria-label={t('app.search')}
          placeholder={t('app.search')}
          autocomplete="off"
          value={asked()}
          onInput={(event) => {
            setAsked(event.currentTarget.value)
            setAt(0)
            announce(t('app.paletteResults', { count: flat().length }))
          }}
          onKeyDown={onKeyDown}
        />
        <button type="button" class="btn s quiet" onClick={() => dialog?.close()}>
          <span class="vh">{t('ui.close')}</span>
          <kbd>{t('app.escape')}</kbd>
        </button>
      </div>
      <div class="pal-l" id={`${id}-list`} role="listbox" aria-label={t('app.palette')}>
        <For each={groups()}>
          {(group) => (
            <div role="group" aria-label={t(group.key)}>
              <p class="ph" aria-hidden="true">
                {t(group.key)}
              </p>
              <For each={group.items}>
                {(item) => (
                  // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the combobox above has the keyboard
                  <div
                    role="option"
                    id={`${id}-${flat().indexOf(item)}`}
                    tabindex="-1"
                    aria-selected={flat()[current()] === item}
                    onClick={() => run(item)}
                  >
                    <Icon name={item.icon} />
                    <span>
                      {item.text}
                      <small>{item.note}</small>
                    </span>
                    <Show when={item.keys} fallback={<span />}>
                      <kbd>{item.keys}</kbd>
                    </Show>
                  </div>
                )}
              </For>
            </div>
          )}
        </For>
        <Show when={flat().length === 0}>
          <p class="ph">{t('app.paletteNothing')}</p>
        </Show>
      </div>
      <div class="pal-f">
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> {t('app.paletteChoose')}
        </span>
        <span>
          <kbd>{t('app.enter')}</kbd> {t('app.paletteRun')}
        </span>
        <span>
          <kbd>&gt;</kbd> {t('app.paletteOnlyActions')}
        </span>
        <span>
          <kbd>#</kbd> {t('app.paletteOnlyWorkloads')}
        </span>
      </div>
    </dialog>
  )
}
