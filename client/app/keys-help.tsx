import { For } from 'solid-js'
import { t } from '#client/i18n/i18n.ts'
import { Dialog } from '#client/ui/dialog.tsx'
import { CheckField } from '#client/ui/field.tsx'
import { keyCaps } from '#client/ui/key-caps.ts'
import { lettersOn, shortcuts, switchLetters } from '#client/ui/keys.ts'

/** One line a deed, with all its keys. */
function deeds(): readonly { readonly label: string; readonly keys: readonly string[] }[] {
  const labels = [...new Set(shortcuts().map((one) => one.label))]
  return labels.map((label) => ({
    label,
    keys: [...new Set(shortcuts().flatMap((one) => (one.label === label ? [one.keys] : [])))],
  }))
}

/** The shortcuts of this page, and the switch of the single letters. */
export function KeysHelp(props: { onClose: () => void }) {
  return (
    <Dialog open title={t('app.shortcuts')} onClose={() => props.onClose()}>
      <CheckField label={t('app.letters')} checked={lettersOn()} onChange={switchLetters} />
      <p class="hint">{t('app.lettersHint')}</p>
      <dl class="keys-list">
        <For each={deeds()}>
          {(one) => (
            <>
              <dt>
                <For each={one.keys.flatMap(keyCaps)}>{(cap) => <kbd>{cap}</kbd>}</For>
              </dt>
              <dd>{one.label}</dd>
            </>
          )}
        </For>
      </dl>
    </Dialog>
  )
}
