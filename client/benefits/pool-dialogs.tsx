import { createSignal, Index, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { Pool } from '#models/benefits/register.schemas.ts'
import { refresh } from '#client/api/load.ts'
import { createPool, editPool, givePoolShare, type Pools, poolsPath } from '#client/api/register.ts'
import { t, type TextKey } from '#client/i18n/i18n.ts'
import { type Act, createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { FormDialog } from './form-dialog.tsx'
import { BodyField, firstBody, MonthFields, TitleFields } from './form-fields.tsx'
import { choices, numberOf, shareError } from './form-words.ts'

export const ruleText: Readonly<Record<Pool['rule'], TextKey>> = {
  sequence: 'benefits.ruleSequence',
  shapley: 'benefits.ruleShapley',
  agreed: 'benefits.ruleAgreed',
}

type CeilingDraft = { readonly ceiling: string; readonly from: string; readonly to: string }

/** At most so much is claimed in these months, by all the benefits of the pool together. */
function Ceilings(props: {
  ceilings: readonly CeilingDraft[]
  act: Act
  onInput: (ceilings: readonly CeilingDraft[]) => void
}) {
  const changed = (place: number, edit: Partial<CeilingDraft>) =>
    props.onInput(props.ceilings.map((one, i) => (i === place ? { ...one, ...edit } : one)))
  return (
    <>
      <Index each={props.ceilings}>
        {(one, i) => (
          <div class="bn-f" role="group" aria-label={t('benefits.ceilingNumber', { place: i + 1 })}>
            <TextField
              label={t('benefits.ceiling')}
              value={one().ceiling}
              error={props.act.errorAt(`/ceilings/${i}/ceiling`)}
              onInput={(ceiling) => changed(i, { ceiling })}
            />
            <MonthFields
              months={one()}
              act={props.act}
              pointer={`/ceilings/${i}`}
              onInput={(months) => changed(i, months)}
            />
            <Button
              kind="quiet"
              icon="x"
              name={t('benefits.removeCeiling', { place: i + 1 })}
              onClick={() => props.onInput(props.ceilings.filter((_, place) => place !== i))}
            />
          </div>
        )}
      </Index>
      <div>
        <Button small icon="plus" onClick={() => props.onInput([...props.ceilings, { ceiling: '', from: '', to: '' }])}>
          {t('benefits.addCeiling')}
        </Button>
      </div>
    </>
  )
}

/** An outcome that several benefits share, new or as it stands, with its ceilings. */
export function PoolDialog(props: { pool: Pools[number] | undefined; body: string | undefined; onClose: () => void }) {
  const { pool } = props
  const [draft, setDraft] = createStore({
    body: firstBody(props.body),
    title: pool?.title ?? { fr: '', en: '' },
    metric: pool?.metric ?? '',
    unit: pool?.unit ?? 'CAD',
    rule: pool?.rule ?? ('agreed' as Pool['rule']),
    ceilings: (pool?.ceilings ?? []).map((one): CeilingDraft => ({ ...one, ceiling: String(one.ceiling) })),
    reason: '',
  })
  const act = createAct()
  async function submit() {
    const { body, ceilings, ...said } = draft
    const edit = { ...said, ceilings: ceilings.map((one) => ({ ...one, ceiling: numberOf(one.ceiling) })) }
    const code = await act.run(async () => {
      if (pool === undefined) return (await createPool({ ...edit, body })).code
      await editPool(pool, edit)
      return pool.code
    })
    if (code === undefined) return
    await refresh(poolsPath)
    showToast({ text: t(pool === undefined ? 'benefits.registered' : 'benefits.saved', { code }) })
    props.onClose()
  }
  return (
    <FormDialog
      title={pool === undefined ? t('benefits.addPool') : t('benefits.editTitle', { code: pool.code })}
      act={act}
      submit={t(pool === undefined ? 'benefits.enter' : 'benefits.save')}
      onSubmit={() => void submit()}
      onClose={props.onClose}
      reason={{ value: draft.reason, onInput: (reason) => setDraft({ reason }) }}
    >
      <Show when={pool === undefined}>
        <BodyField value={draft.body} error={act.errorAt('/body')} onChange={(body) => setDraft({ body })} />
      </Show>
      <TitleFields title={draft.title} act={act} onInput={(title) => setDraft('title', title)} />
      <div class="bn-f">
        <TextField
          label={t('benefits.metric')}
          value={draft.metric}
          error={act.errorAt('/metric')}
          onInput={(metric) => setDraft({ metric })}
        />
        <TextField
          label={t('benefits.unit')}
          hint={t('benefits.unitHint')}
          value={draft.unit}
          error={act.errorAt('/unit')}
          onInput={(unit) => setDraft({ unit })}
        />
        <SelectField
          label={t('benefits.shareRule')}
          value={draft.rule}
          options={choices(ruleText, ['agreed', 'sequence', 'shapley'])}
          onChange={(rule) => setDraft({ rule })}
        />
      </div>
      <Ceilings ceilings={draft.ceilings} act={act} onInput={(ceilings) => setDraft('ceilings', [...ceilings])} />
    </FormDialog>
  )
}

/** The part of a pool that a benefit draws; together they never pass the whole. */
export function ShareDialog(props: {
  pool: Pools[number]
  benefits: readonly { readonly code: string; readonly title: string }[]
  onClose: () => void
}) {
  const [draft, setDraft] = createStore({ benefit: '', share: '', rationale: '', reason: '' })
  const [unchosen, setUnchosen] = createSignal<string>()
  const act = createAct()
  const choose = (benefit: string) => {
    const known = props.pool.shares.find((one) => one.benefit === benefit)
    setDraft({
      benefit,
      ...(known === undefined ? {} : { share: String(known.share * 100), rationale: known.rationale }),
    })
  }
  async function submit() {
    const { benefit, share, rationale, reason } = draft
    setUnchosen(benefit === '' ? t('benefits.chooseBenefit') : undefined)
    if (benefit === '') return
    const given = await act.run(async () => {
      await givePoolShare(props.pool, benefit, { share: numberOf(share) / 100, rationale, reason })
      return true
    })
    if (given !== true) return
    await refresh(poolsPath)
    showToast({ text: t('benefits.saved', { code: props.pool.code }) })
    props.onClose()
  }
  return (
    <FormDialog
      title={t('benefits.giveShare', { code: props.pool.code })}
      act={act}
      fault={unchosen()}
      submit={t('benefits.save')}
      onSubmit={() => void submit()}
      onClose={props.onClose}
      reason={{ value: draft.reason, onInput: (reason) => setDraft({ reason }) }}
    >
      <SelectField
        label={t('benefits.benefit')}
        value={draft.benefit}
        options={[
          { value: '', text: t('benefits.choose') },
          ...props.benefits.map((one) => ({ value: one.code, text: `${one.code} ${one.title}` })),
        ]}
        error={unchosen() ?? act.errorAt('/benefit')}
        onChange={choose}
      />
      <TextField
        label={t('benefits.sharePercent')}
        value={draft.share}
        error={shareError(act)}
        onInput={(share) => setDraft({ share })}
      />
      <TextField
        label={t('benefits.method')}
        optional
        value={draft.rationale}
        error={act.errorAt('/rationale')}
        onInput={(rationale) => setDraft({ rationale })}
      />
    </FormDialog>
  )
}
