import { createSignal, Show } from 'solid-js'
import type { BarometerPreview } from '#models/barometer/barometer.views.ts'
import { may } from '#client/api/access.ts'
import { barometerPath, barometerPreview, previewPath } from '#client/api/barometer.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { Changes, PublishDialog } from './publish-dialog.tsx'

/** What a publication would change, figure by figure, and the act of publishing exactly that. */
export function PreviewPanel() {
  const load = createLoad(() => previewPath, barometerPreview)
  const [publishing, setPublishing] = createSignal<BarometerPreview>()
  return (
    <Shown load={load}>
      {(preview) => (
        <Panel
          flush
          title={t('barometer.changes')}
          note={t('barometer.changesNote', {
            count: fmt.integer(preview().changes.length),
            of: fmt.integer(preview().indicators.length),
          })}
          footer={
            <Show when={may('barometer.publish')}>
              <Button kind="primary" onClick={() => setPublishing(preview())}>
                {t('barometer.publish')}
              </Button>
            </Show>
          }
        >
          <div classList={{ 'panel-b': preview().changes.length === 0 }}>
            <Changes changes={preview().changes} />
          </div>
          <Show when={publishing()}>
            {(read) => (
              <PublishDialog
                preview={read()}
                onClose={() => setPublishing(undefined)}
                onDone={() => {
                  setPublishing(undefined)
                  void refresh(barometerPath)
                }}
              />
            )}
          </Show>
        </Panel>
      )}
    </Shown>
  )
}
