import { createSignal, For, Match, Show, Switch } from 'solid-js'
import * as v from 'valibot'
import {
  type AllocationRule,
  allocationRuleSchema,
  chargeFields,
  comparisons,
  shareMeasures,
} from '#models/allocation/allocation.schemas.ts'
import { t, type TextKey } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { Note } from '#client/ui/problem-note.tsx'
import {
  type ConditionDraft,
  draftOf,
  newCondition,
  type RuleDraft,
  ruleOf,
  targetKinds,
  type TargetKind,
} from './rule-draft.ts'
import { fieldText, howText, measureText } from './rule-words.ts'

const kindText: Readonly<Record<TargetKind, TextKey>> = {
  workload: 'allocation.kindWorkload',
  tag: 'allocation.kindTag',
  'application-tag': 'allocation.kindApplication',
  asset: 'allocation.kindAsset',
  equal: 'allocation.kindEqual',
  'direct-cost': 'allocation.kindDirect',
  measure: 'allocation.kindMeasure',
  stated: 'allocation.kindStated',
  leave: 'allocation.kindLeave',
}
const fields = [...chargeFields, 'tag', 'tag-present'] as const

/** One rule, typed; it is kept in the draft only when it reads as a rule. */
export function RuleDialog(props: {
  rule: AllocationRule | undefined
  body: string
  onClose: () => void
  onKeep: (rule: AllocationRule) => void
}) {
  const [draft, setDraft] = createSignal(draftOf(props.rule, props.body))
  const [wrong, setWrong] = createSignal<readonly string[]>([])
  const set = (part: Partial<RuleDraft>) => setDraft({ ...draft(), ...part })
  const setCondition = (at: number, part: Partial<ConditionDraft>) =>
    set({ conditions: draft().conditions.map((one, place) => (place === at ? { ...one, ...part } : one)) })
  const errorOf = (...names: readonly string[]) =>
    wrong().some((path) => names.some((name) => path === name || path.startsWith(`${name}.`)))
      ? t('allocation.checkField')
      : undefined
  function keep() {
    const read = v.safeParse(allocationRuleSchema, ruleOf(draft()))
    if (read.success) props.onKeep(read.output)
    else setWrong(read.issues.map((issue) => (issue.path ?? []).map((item) => String(item.key)).join('.')))
  }
  return (
    <Dialog
      open
      title={t('allocation.ruleDialog')}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button kind="primary" onClick={keep}>
            {t('allocation.keepRule')}
          </Button>
        </>
      }
    >
      <div class="stack">
        <TextField
          label={t('allocation.ruleCode')}
          hint={t('allocation.ruleCodeHint')}
          value={draft().id}
          onInput={(id) => set({ id })}
          error={errorOf('id')}
        />
        <TextField
          label={t('allocation.nameFr')}
          value={draft().nameFr}
          onInput={(nameFr) => set({ nameFr })}
          error={errorOf('nameFr')}
        />
        <TextField
          label={t('allocation.nameEn')}
          value={draft().nameEn}
          onInput={(nameEn) => set({ nameEn })}
          error={errorOf('nameEn')}
        />
        <SelectField
          label={t('allocation.match')}
          value={draft().match}
          options={[
            { value: 'all', text: t('allocation.all') },
            { value: 'any', text: t('allocation.any') },
          ]}
          onChange={(match) => set({ match })}
        />
        <For each={draft().conditions.map((_, at) => at)}>
          {(at) => (
            <fieldset class="stack al-cond">
              <legend>{t('allocation.condition', { number: at + 1 })}</legend>
              <SelectField
                label={t('allocation.field')}
                value={draft().conditions[at]?.on ?? 'resource'}
                options={fields.map((value) => ({ value, text: t(fieldText[value]) }))}
                onChange={(on) => setCondition(at, { on })}
              />
              <Show when={draft().conditions[at]?.on.startsWith('tag')}>
                <TextField
                  label={t('allocation.key')}
                  value={draft().conditions[at]?.key ?? ''}
                  onInput={(key) => setCondition(at, { key })}
                  error={errorOf(`conditions.${at}.key`)}
                />
              </Show>
              <Show when={draft().conditions[at]?.on !== 'tag-present'}>
                <SelectField
                  label={t('allocation.how')}
                  value={draft().conditions[at]?.how ?? 'is'}
                  options={comparisons.map((value) => ({ value, text: t(howText[value]) }))}
                  onChange={(how) => setCondition(at, { how })}
                />
                <TextField
                  label={t('allocation.values')}
                  hint={t('allocation.valuesHint')}
                  value={draft().conditions[at]?.values ?? ''}
                  onInput={(values) => setCondition(at, { values })}
                  error={errorOf(`conditions.${at}.values`)}
                />
              </Show>
              <div>
                <Button
                  small
                  kind="quiet"
                  icon="x"
                  onClick={() => set({ conditions: draft().conditions.filter((_, place) => place !== at) })}
                >
                  {t('allocation.dropCondition', { number: at + 1 })}
                </Button>
              </div>
            </fieldset>
          )}
        </For>
        <div>
          <Button small icon="plus" onClick={() => set({ conditions: [...draft().conditions, newCondition] })}>
            {t('allocation.addCondition')}
          </Button>
        </div>
        <TargetFields draft={draft()} errorOf={errorOf} onChange={set} />
        <Show when={wrong().length > 0}>
          <Note tone="warn">{t('allocation.checkField')}</Note>
        </Show>
      </div>
    </Dialog>
  )
}

function TargetFields(props: {
  draft: RuleDraft
  errorOf: (...names: readonly string[]) => string | undefined
  onChange: (part: Partial<RuleDraft>) => void
}) {
  return (
    <>
      <SelectField
        label={t('allocation.target')}
        value={props.draft.kind}
        options={targetKinds.map((value) => ({ value, text: t(kindText[value]) }))}
        onChange={(kind) => props.onChange({ kind })}
      />
      <Switch>
        <Match when={props.draft.kind === 'workload'}>
          <TextField
            label={t('allocation.workloadCode')}
            value={props.draft.workload}
            onInput={(workload) => props.onChange({ workload })}
            error={props.errorOf('target')}
          />
        </Match>
        <Match when={props.draft.kind === 'tag' || props.draft.kind === 'application-tag'}>
          <TextField
            label={t('allocation.keys')}
            hint={t('allocation.keysHint')}
            value={props.draft.keys}
            onInput={(keys) => props.onChange({ keys })}
            error={props.errorOf('target')}
          />
        </Match>
        <Match when={props.draft.kind === 'stated'}>
          <TextField
            label={t('allocation.shares')}
            hint={t('allocation.sharesHint')}
            value={props.draft.shares}
            onInput={(shares) => props.onChange({ shares })}
            error={props.errorOf('target')}
          />
        </Match>
        <Match when={props.draft.kind === 'leave'}>
          <TextField
            label={`${t('allocation.because')} (fr)`}
            value={props.draft.becauseFr}
            onInput={(becauseFr) => props.onChange({ becauseFr })}
            error={props.errorOf('target.becauseFr')}
          />
          <TextField
            label={`${t('allocation.because')} (en)`}
            value={props.draft.becauseEn}
            onInput={(becauseEn) => props.onChange({ becauseEn })}
            error={props.errorOf('target.becauseEn')}
          />
        </Match>
        <Match when={['equal', 'direct-cost', 'measure'].includes(props.draft.kind)}>
          <Show when={props.draft.kind === 'measure'}>
            <SelectField
              label={t('allocation.measure')}
              value={props.draft.measure}
              options={shareMeasures.map((value) => ({ value, text: t(measureText[value]) }))}
              onChange={(measure) => props.onChange({ measure })}
            />
          </Show>
          <SelectField
            label={t('allocation.over')}
            value={props.draft.overKind}
            options={[
              { value: 'body', text: t('allocation.kindBody') },
              { value: 'application', text: t('allocation.kindOfApplication') },
              { value: 'list', text: t('allocation.kindList') },
            ]}
            onChange={(overKind) => props.onChange({ overKind })}
          />
          <TextField
            label={t('allocation.overName')}
            hint={t('allocation.overHint')}
            value={props.draft.over}
            onInput={(over) => props.onChange({ over })}
            error={props.errorOf('target')}
          />
        </Match>
      </Switch>
    </>
  )
}
