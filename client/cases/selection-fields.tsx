import { Match, Show, Switch } from 'solid-js'
import type { WaveView } from '#models/waves/wave.views.ts'
import { t } from '#client/i18n/i18n.ts'
import { CheckField, SelectField, TextField } from '#client/ui/field.tsx'
import { Note } from '#client/ui/problem-note.tsx'
import { type CaseDraft, codesIn, mostCodes, notCodes } from './case-draft.ts'

const kinds = [
  ['body', 'cases.selectBody'],
  ['wave', 'cases.selectWave'],
  ['workloads', 'cases.selectCodes'],
] as const

/** Which workloads a case is about. */
export function SelectionFields(props: {
  draft: CaseDraft
  waves: readonly WaveView[]
  errorAt: (pointer: string) => string | undefined
  onChange: (change: Partial<CaseDraft>) => void
}) {
  const count = () => codesIn(props.draft.codes).length
  const strange = () => notCodes(props.draft.codes)
  return (
    <fieldset class="ca-sel">
      <legend>{t('cases.selection')}</legend>
      {kinds.map(([kind, text]) => (
        <CheckField
          type="radio"
          name="case-selection"
          label={t(text)}
          checked={props.draft.selection === kind}
          onChange={() => props.onChange({ selection: kind })}
        />
      ))}
      <Switch>
        <Match when={props.draft.selection === 'wave'}>
          <SelectField
            label={t('cases.wave')}
            value={props.draft.wave}
            options={[
              { value: '', text: t(props.waves.length === 0 ? 'cases.noWave' : 'cases.chooseWave') },
              ...props.waves.map((one) => ({ value: one.code, text: `${one.code}, ${one.name} (${one.body})` })),
            ]}
            onChange={(wave) => props.onChange({ wave })}
            error={props.errorAt('/selection/wave')}
          />
        </Match>
        <Match when={props.draft.selection === 'workloads'}>
          <TextField
            label={t('cases.codes')}
            hint={t('cases.codesHint')}
            lines={3}
            value={props.draft.codes}
            onInput={(codes) => props.onChange({ codes })}
            error={props.errorAt('/selection/codes')}
          />
          <p class="hint" aria-live="polite">
            {t('cases.codesCount', { count: count() })}
            <Show when={strange().length > 0}>
              {' '}
              {t('cases.codesStrange', { text: strange().slice(0, 3).join(', ') })}
            </Show>
          </p>
          <Show when={count() > mostCodes}>
            <Note>{t('cases.codesMany')}</Note>
          </Show>
        </Match>
      </Switch>
    </fieldset>
  )
}
