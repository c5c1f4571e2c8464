import { createSignal, Show } from 'solid-js'
import type { RulePackView, RuleView } from '#models/rules/pack.views.ts'
import type { RuleMode } from '#models/rules/verdict.ts'
import { may } from '#client/api/access.ts'
import { refresh } from '#client/api/load.ts'
import { setRuleMode } from '#client/api/packs.ts'
import { fmt, t, type TextKey } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { Note, ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'

const modes: readonly RuleMode[] = ['enforce', 'audit', 'off']
const modeText: Readonly<Record<RuleMode, TextKey>> = {
  enforce: 'packs.modeEnforce',
  audit: 'packs.modeAudit',
  off: 'packs.modeOff',
}
const shortest = 3

/** How a rule is applied, who set it so, when and why; and, for whoever may, another mode. */
export function RuleModeCell(props: { rule: RuleView; onChanged: (pack: RulePackView) => void }) {
  const [isOpen, setOpen] = createSignal(false)
  return (
    <>
      <span class="mode">
        {t(modeText[props.rule.mode])}
        <Show when={may('rules.propose')}>
          <Button
            small
            kind="quiet"
            icon="pen"
            name={t('packs.modeChange', { rule: props.rule.id })}
            onClick={() => setOpen(true)}
          />
        </Show>
      </span>
      <Show when={props.rule.modeSet}>
        {(set) => (
          <span class="sm mut mode-set">
            {set().reason}
            <br />
            {t('packs.modeSetBy', { who: set().by, at: fmt.date(set().at) })}
          </span>
        )}
      </Show>
      <Show when={isOpen()}>
        <ModeDialog
          rule={props.rule}
          onClose={() => setOpen(false)}
          onChanged={(pack) => {
            setOpen(false)
            props.onChanged(pack)
          }}
        />
      </Show>
    </>
  )
}

function ModeDialog(props: { rule: RuleView; onClose: () => void; onChanged: (pack: RulePackView) => void }) {
  const [mode, setMode] = createSignal<RuleMode>(props.rule.mode)
  const [reason, setReason] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const act = createAct()
  const isLaw = () => (props.rule.force === 'law' || props.rule.force === 'decree') && mode() !== 'enforce'
  async function save() {
    setTried(true)
    if (isLaw() || reason().trim().length < shortest) return
    const pack = await act.run(async () => await setRuleMode(props.rule, { mode: mode(), reason: reason().trim() }))
    if (pack === undefined) return
    showToast({ text: t('packs.modeSaved') })
    props.onChanged(pack)
    await refresh('/api/')
  }
  return (
    <Dialog
      open
      title={t('packs.modeTitle', { rule: props.rule.id })}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button kind="primary" busy={act.isRunning() ? t('packs.modeSaving') : undefined} onClick={() => void save()}>
            {t('packs.modeSave')}
          </Button>
        </>
      }
    >
      <p>{t('packs.modeText')}</p>
      <SelectField
        label={t('packs.mode')}
        value={mode()}
        options={modes.map((value) => ({ value, text: t(modeText[value]) }))}
        onChange={setMode}
      />
      <Show when={isLaw()}>
        <Note tone="warn">{t('packs.modeLaw')}</Note>
      </Show>
      <TextField
        label={t('packs.reason')}
        value={reason()}
        onInput={setReason}
        lines={3}
        error={tried() && reason().trim().length < shortest ? t('packs.reasonMissing') : act.errorAt('/reason')}
      />
      <Show when={(act.problem()?.errors.length ?? 0) === 0 ? act.problem() : undefined}>
        {(problem) => <ProblemNote problem={problem()} />}
      </Show>
    </Dialog>
  )
}
