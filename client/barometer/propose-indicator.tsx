import { createSignal, For, Show } from 'solid-js'
import type { IndicatorVersionView } from '#models/barometer/barometer.views.ts'
import type { IndicatorDefinition, StatedCount } from '#models/barometer/indicator.schemas.ts'
import { countCatalogue } from '#models/barometer/named-counts.ts'
import { proposeIndicator } from '#client/api/barometer.ts'
import { said, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { TextField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'

/** `1.2.0` → `1.3.0` */
const nextVersion = (version: string) => {
  const [major = '1', minor = '0'] = version.split('.')
  return `${major}.${Number(minor) + 1}.0`
}
const numberOf = (text: string) => Number(text.trim().replace(',', '.'))
const numberText = (value: number | undefined) => (value === undefined ? '' : String(value))

type Draft = {
  readonly formula: string
  readonly version: string
  readonly target: string
  readonly good: string
  readonly watch: string
  readonly days: string
  readonly stated: Readonly<Record<string, { readonly value: string; readonly asOf: string; readonly source: string }>>
  readonly reason: string
}

function draftOf({ formula, formulaVersion, target, colour, staleAfterDays, stated }: IndicatorDefinition): Draft {
  return {
    formula,
    version: nextVersion(formulaVersion),
    target: numberText(target?.value),
    good: numberText(colour?.good),
    watch: numberText(colour?.watch),
    days: String(staleAfterDays),
    stated: Object.fromEntries(
      Object.entries(stated).map(([name, one]) => [name, { ...one, value: String(one.value) }]),
    ),
    reason: '',
  }
}

/** The definition once edited; what the dialog does not show stays as it is. */
function definitionOf(was: IndicatorDefinition, draft: Draft): IndicatorDefinition {
  const stated = Object.entries(draft.stated).map(([name, one]): [string, StatedCount] => [
    name,
    { ...one, value: numberOf(one.value) },
  ])
  return {
    ...was,
    formula: draft.formula.trim(),
    formulaVersion: draft.version.trim(),
    staleAfterDays: numberOf(draft.days),
    target: was.target === null ? null : { ...was.target, value: numberOf(draft.target) },
    colour: was.colour === null ? null : { ...was.colour, good: numberOf(draft.good), watch: numberOf(draft.watch) },
    stated: Object.fromEntries(stated),
  }
}

/** Another version of an indicator: its formula, its target, the rule of its colour, its stated numbers. Another person approves it. */
export function ProposeIndicator(props: { version: IndicatorVersionView; onClose: () => void; onDone: () => void }) {
  const was = props.version.definition
  const [draft, setDraft] = createSignal(draftOf(was))
  const act = createAct()
  const set = (part: Partial<Draft>) => setDraft({ ...draft(), ...part })
  const setStated = (name: string, part: Partial<Draft['stated'][string]>) => {
    const one = draft().stated[name]
    if (one !== undefined) set({ stated: { ...draft().stated, [name]: { ...one, ...part } } })
  }
  const wordsOf = (name: string) => {
    const words = was.names[name] ?? countCatalogue[name]
    return words === undefined ? name : said(words)
  }
  async function propose() {
    const done = await act.run(async () => {
      await proposeIndicator({ definition: definitionOf(was, draft()), reason: draft().reason })
      return true
    })
    if (done !== true) return
    showToast({ text: t('barometer.proposedDone') })
    props.onDone()
  }
  return (
    <Dialog
      open
      title={t('barometer.proposeTitle', { indicator: said(was) })}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            busy={act.isRunning() ? t('barometer.proposing') : undefined}
            onClick={() => void propose()}
          >
            {t('barometer.propose')}
          </Button>
        </>
      }
    >
      <div class="bm-form">
        <TextField
          label={t('barometer.formula')}
          value={draft().formula}
          onInput={(formula) => set({ formula })}
          error={act.errorAt('/definition/formula')}
        />
        <TextField
          label={t('barometer.version')}
          value={draft().version}
          onInput={(version) => set({ version })}
          error={act.errorAt('/definition/formulaVersion')}
        />
        <Show when={was.target !== null}>
          <TextField
            label={t('barometer.targetTerm')}
            value={draft().target}
            onInput={(target) => set({ target })}
            error={act.errorAt('/definition/target')}
          />
        </Show>
        <Show when={was.colour !== null}>
          <TextField
            label={t('barometer.goodFrom')}
            value={draft().good}
            onInput={(good) => set({ good })}
            error={act.errorAt('/definition/colour')}
          />
          <TextField label={t('barometer.watchFrom')} value={draft().watch} onInput={(watch) => set({ watch })} />
        </Show>
        <TextField
          label={t('barometer.staleAfter')}
          value={draft().days}
          onInput={(days) => set({ days })}
          error={act.errorAt('/definition/staleAfterDays')}
        />
        <For each={Object.keys(was.stated)}>
          {(name) => (
            <fieldset>
              <legend>{wordsOf(name)}</legend>
              <TextField
                label={t('barometer.statedValue')}
                value={draft().stated[name]?.value ?? ''}
                onInput={(value) => setStated(name, { value })}
                error={act.errorAt(`/definition/stated/${name}/value`)}
              />
              <TextField
                type="date"
                label={t('barometer.date')}
                value={draft().stated[name]?.asOf ?? ''}
                onInput={(asOf) => setStated(name, { asOf })}
                error={act.errorAt(`/definition/stated/${name}/asOf`)}
              />
              <TextField
                label={t('barometer.source')}
                value={draft().stated[name]?.source ?? ''}
                onInput={(source) => setStated(name, { source })}
                error={act.errorAt(`/definition/stated/${name}/source`)}
              />
            </fieldset>
          )}
        </For>
        <TextField
          label={t('barometer.reason')}
          value={draft().reason}
          onInput={(reason) => set({ reason })}
          lines={3}
          error={act.errorAt('/reason')}
        />
        <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      </div>
    </Dialog>
  )
}
