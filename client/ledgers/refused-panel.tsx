import { Show } from 'solid-js'
import type { LedgerExtractView } from '#models/ledgers/ledger.views.ts'
import { may } from '#client/api/access.ts'
import { extractPath, ledgersPath, oneExtract, replayExtract } from '#client/api/ledgers.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Shown } from '#client/ui/loaded.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { CostCentres, unknownCentres } from './cost-centres.tsx'
import { RefusedLines } from './refused-lines.tsx'

/** Refused lines of an extract; those that only lack their workload are taken again here, without the file. */
export function RefusedPanel(props: { id: string; onReplayed: (next: string) => void }) {
  const load = createLoad(() => extractPath(props.id), oneExtract)
  const act = createAct()
  async function replay(extract: LedgerExtractView, costCentres: Readonly<Record<string, string>>) {
    const next = await act.run(async () => await replayExtract(extract, costCentres))
    if (next === undefined) return
    showToast({ text: t('ledgers.replayed', { count: extract.rows.refused - next.rows.refused }) })
    props.onReplayed(next.id)
    void refresh(ledgersPath)
  }
  return (
    <Shown load={load}>
      {(extract) => (
        <div class="lg-pad stack">
          <h3>{t('ledgers.refusedOf', { name: extract().name })}</h3>
          <Show when={extract().state === 'applied' && may('ledgers.import')}>
            <Show when={unknownCentres(extract().refused).length > 0}>
              <CostCentres
                centres={unknownCentres(extract().refused)}
                act={t('ledgers.replay')}
                busy={act.isRunning() ? t('ledgers.writing') : undefined}
                onSay={(costCentres) => void replay(extract(), costCentres)}
              />
            </Show>
          </Show>
          <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
          <RefusedLines lines={extract().refused} />
        </div>
      )}
    </Shown>
  )
}
