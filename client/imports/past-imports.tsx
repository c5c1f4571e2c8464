import { createSignal, For, Show } from 'solid-js'
import type { ImportBatchView } from '#models/imports/import.views.ts'
import { may } from '#client/api/access.ts'
import { discardImport, imports, importsPath } from '#client/api/imports.ts'
import { createLoad } from '#client/api/load.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button, LinkButton } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { stateLook } from './import-words.ts'
import { UndoImport } from './undo-import.tsx'

function isWaiting(batch: ImportBatchView): boolean {
  return (
    batch.state === 'mapping' || batch.state === 'staged' || batch.state === 'reading' || batch.state === 'applying'
  )
}

function ImportLine(props: { batch: ImportBatchView; onDiscard: () => void; onChanged: () => void }) {
  const href = () => `/importer/${encodeURIComponent(props.batch.id)}`
  const mayDiscard = () => props.batch.state === 'mapping' || props.batch.state === 'staged'
  return (
    <tr>
      <th scope="row">
        <a href={href()}>{props.batch.fileName}</a> <small class="mut">{props.batch.body}</small>
      </th>
      <td class="nb">
        <time datetime={props.batch.receivedAt}>{fmt.dateTime(props.batch.receivedAt)}</time>
      </td>
      <td>
        <StatusMark tone={stateLook[props.batch.state].tone}>{t(stateLook[props.batch.state].text)}</StatusMark>
      </td>
      <td class="num">{fmt.integer(props.batch.rows.added)}</td>
      <td class="num">{fmt.integer(props.batch.rows.changed)}</td>
      <td class="num">{fmt.integer(props.batch.rows.rejected)}</td>
      <td class="mono">{props.batch.by}</td>
      <td>
        <span class="row-w">
          <LinkButton small kind={isWaiting(props.batch) ? 'default' : 'quiet'} href={href()}>
            {t(isWaiting(props.batch) ? 'imports.resume' : 'imports.open')}
          </LinkButton>
          <Show when={may('imports.run') && mayDiscard()}>
            <Button small kind="quiet" onClick={() => props.onDiscard()}>
              {t('imports.discard')}
            </Button>
          </Show>
          <UndoImport small batch={props.batch} onDone={props.onChanged} />
        </span>
      </td>
    </tr>
  )
}

/** Every file received: those that wait, those imported and until when they can be undone. */
export function PastImports() {
  const load = createLoad(() => importsPath, imports)
  const [discarding, setDiscarding] = createSignal<ImportBatchView>()
  const act = createAct()
  async function discard(batch: ImportBatchView) {
    const done = await act.run(async () => {
      await discardImport(batch.id)
      return true
    })
    if (done !== true) return
    setDiscarding(undefined)
    showToast({ text: t('imports.discarded') })
    await load.reload()
  }
  return (
    <Panel flush title={t('imports.past')}>
      <Shown load={load}>
        {(batches) => (
          <Show
            when={batches().length > 0}
            fallback={<Empty title={t('imports.pastNone')}>{t('imports.pastNoneText')}</Empty>}
          >
            <ScrollRegion label={t('workload.scrolling', { name: t('imports.past') })}>
              <table class="tbl wide">
                <caption class="vh">{t('imports.past')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('imports.file')}</th>
                    <th scope="col">{t('imports.received')}</th>
                    <th scope="col">{t('imports.state')}</th>
                    <th scope="col" class="num">
                      {t('imports.added')}
                    </th>
                    <th scope="col" class="num">
                      {t('imports.changed')}
                    </th>
                    <th scope="col" class="num">
                      {t('imports.rejected')}
                    </th>
                    <th scope="col">{t('imports.by')}</th>
                    <th scope="col">{t('imports.actions')}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={batches()}>
                    {(batch) => (
                      <ImportLine
                        batch={batch}
                        onDiscard={() => setDiscarding(batch)}
                        onChanged={() => void load.reload()}
                      />
                    )}
                  </For>
                </tbody>
              </table>
            </ScrollRegion>
          </Show>
        )}
      </Shown>
      <Show when={discarding()}>
        {(batch) => (
          <Dialog
            open
            title={t('imports.discardTitle')}
            onClose={() => setDiscarding(undefined)}
            footer={
              <>
                <Button onClick={() => setDiscarding(undefined)}>{t('ui.cancel')}</Button>
                <Button kind="danger" onClick={() => void discard(batch())}>
                  {t('imports.discard')}
                </Button>
              </>
            }
          >
            <p>{t('imports.discardText')}</p>
            <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
          </Dialog>
        )}
      </Show>
    </Panel>
  )
}
