import { createStore } from 'solid-js/store'
import { For } from 'solid-js'
import type { LedgerRead } from '#models/ledgers/ledger.views.ts'
import { t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { TextField } from '#client/ui/field.tsx'

const mostCentres = 40
const workloadForm = /^CH-\d{6,9}$/

/** Cost centres that refused lines name and no workload bears; each once. */
export function unknownCentres(refused: LedgerRead['refused']): readonly string[] {
  const named = refused.flatMap(({ code, value }) => (code === 'workload-unknown' && value !== null ? [value] : []))
  return [...new Set(named)].slice(0, mostCentres)
}

/** Says which workload each cost centre stands for; the mapping is remembered for the next file with this header. */
export function CostCentres(props: {
  centres: readonly string[]
  act: string
  busy: string | undefined
  onSay: (costCentres: Readonly<Record<string, string>>) => void
}) {
  const [said, setSaid] = createStore<Record<string, string>>({})
  const [wrong, setWrong] = createStore<Record<string, string | undefined>>({})
  function say() {
    const typed = props.centres.flatMap((centre) => {
      const code = (said[centre] ?? '').trim().toUpperCase()
      return code === '' ? [] : [[centre, code] as const]
    })
    for (const centre of props.centres) setWrong(centre, undefined)
    const unread = typed.filter(([, code]) => !workloadForm.test(code))
    for (const [centre] of unread) setWrong(centre, t('ledgers.centreForm'))
    if (unread.length === 0 && typed.length > 0) props.onSay(Object.fromEntries(typed))
  }
  return (
    <section class="stack" aria-label={t('ledgers.centres')}>
      <h3>{t('ledgers.centres')}</h3>
      <p class="sm mut">{t('ledgers.centresNote')}</p>
      <div class="lg-form">
        <For each={props.centres}>
          {(centre) => (
            <TextField
              label={t('ledgers.centre', { centre })}
              hint={t('ledgers.centreHint')}
              value={said[centre] ?? ''}
              onInput={(code) => setSaid(centre, code)}
              error={wrong[centre]}
            />
          )}
        </For>
      </div>
      <div>
        <Button busy={props.busy} onClick={say}>
          {props.act}
        </Button>
      </div>
    </section>
  )
}
