import { createResource, createSignal, Show } from 'solid-js'
import type { TimeSettings } from '#models/strategies/time.ts'
import { changeTimeSettings, timeSettings } from '#client/api/strategies.ts'
import { t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'

/** Thresholds of the chart, and what its high-high quadrant is called; for every body. */
export function SettingsDialog(props: { onClose: () => void; onDone: () => void }) {
  const [read] = createResource(timeSettings)
  return (
    <Show when={read()}>
      {(settings) => (
        <Settings settings={settings().value} etag={settings().etag} onClose={props.onClose} onDone={props.onDone} />
      )}
    </Show>
  )
}

function Settings(props: { settings: TimeSettings; etag: string; onClose: () => void; onDone: () => void }) {
  const [value, setValue] = createSignal(String(props.settings.valueThreshold))
  const [fit, setFit] = createSignal(String(props.settings.fitThreshold))
  const [highHigh, setHighHigh] = createSignal(props.settings.highHigh)
  const [reason, setReason] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const act = createAct()
  const number = (text: string) => Number(text.replace(',', '.'))
  const isWrong = (text: string) => text.trim() === '' || !(number(text) >= 0 && number(text) <= 100)
  const isShort = () => reason().trim().length < 3
  async function submit() {
    setTried(true)
    if (isWrong(value()) || isWrong(fit()) || isShort()) return
    const change = {
      valueThreshold: number(value()),
      fitThreshold: number(fit()),
      highHigh: highHigh(),
      reason: reason().trim(),
    }
    const changed = await act.run(async () => await changeTimeSettings(change, props.etag))
    if (changed === undefined) return
    showToast({ text: t('strategies.settingsSaved') })
    props.onDone()
  }
  const error = (text: string) => (tried() && isWrong(text) ? t('strategies.settingsError') : undefined)
  return (
    <Dialog
      open
      title={t('strategies.settingsTitle')}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            busy={act.isRunning() ? t('strategies.overrideSaving') : undefined}
            onClick={() => void submit()}
          >
            {t('strategies.settingsSave')}
          </Button>
        </>
      }
    >
      <TextField label={t('strategies.settingsValue')} value={value()} onInput={setValue} error={error(value())} />
      <TextField label={t('strategies.settingsFit')} value={fit()} onInput={setFit} error={error(fit())} />
      <SelectField
        label={t('strategies.settingsHighHigh')}
        value={highHigh()}
        options={[
          { value: 'invest' as const, text: t('strategies.invest') },
          { value: 'innovate' as const, text: t('strategies.innovate') },
        ]}
        onChange={setHighHigh}
      />
      <TextField
        label={t('strategies.overrideReason')}
        value={reason()}
        onInput={setReason}
        lines={2}
        error={tried() && isShort() ? t('strategies.overrideReasonError') : act.errorAt('/reason')}
      />
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Dialog>
  )
}
