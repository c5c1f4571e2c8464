import { createSignal, For, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { Pool } from '#models/benefits/register.schemas.ts'
import { may, session } from '#client/api/access.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { createPool, filteredPath, givePoolShare, type Pools, pools, poolsPath } from '#client/api/register.ts'
import { fmt, said, t, type TextKey } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { choices, numberOf } from './form-words.ts'
import { FormDialog } from './form-dialog.tsx'

const ruleText: Readonly<Record<Pool['rule'], TextKey>> = {
  sequence: 'benefits.ruleSequence',
  shapley: 'benefits.ruleShapley',
  agreed: 'benefits.ruleAgreed',
}

function PoolDialog(props: { onClose: () => void }) {
  const [draft, setDraft] = createStore({
    fr: '',
    en: '',
    metric: '',
    unit: 'CAD',
    rule: 'agreed' as Pool['rule'],
    from: '',
    to: '',
    ceiling: '',
    reason: '',
  })
  const act = createAct()
  async function submit() {
    const { fr, en, metric, unit, rule, from, to, ceiling, reason } = draft
    const made = await act.run(() =>
      createPool({
        body: session()?.bodies[0]?.code ?? '',
        title: { fr, en },
        metric,
        unit,
        rule,
        ceilings: ceiling.trim() === '' ? [] : [{ from, to, ceiling: numberOf(ceiling) }],
        reason,
      }),
    )
    if (made === undefined) return
    await refresh(poolsPath)
    showToast({ text: t('benefits.registered', { code: made.code }) })
    props.onClose()
  }
  return (
    <FormDialog
      title={t('benefits.addPool')}
      act={act}
      submit={t('benefits.enter')}
      onSubmit={() => void submit()}
      onClose={props.onClose}
    >
      <div class="bn-f">
        <TextField
          label={t('benefits.titleFr')}
          value={draft.fr}
          error={act.errorAt('/title/fr')}
          onInput={(fr) => setDraft({ fr })}
        />
        <TextField
          label={t('benefits.titleEn')}
          value={draft.en}
          error={act.errorAt('/title/en')}
          onInput={(en) => setDraft({ en })}
        />
      </div>
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
      <div class="bn-f">
        <TextField
          label={t('benefits.ceiling')}
          optional
          value={draft.ceiling}
          error={act.errorAt('/ceilings/0/ceiling')}
          onInput={(ceiling) => setDraft({ ceiling })}
        />
        <TextField
          label={t('benefits.windowFrom')}
          hint={t('benefits.monthHint')}
          optional
          value={draft.from}
          error={act.errorAt('/ceilings/0/from')}
          onInput={(from) => setDraft({ from })}
        />
        <TextField
          label={t('benefits.windowTo')}
          hint={t('benefits.monthHint')}
          optional
          value={draft.to}
          error={act.errorAt('/ceilings/0/to')}
          onInput={(to) => setDraft({ to })}
        />
      </div>
      <TextField
        label={t('benefits.reason')}
        value={draft.reason}
        error={act.errorAt('/reason')}
        onInput={(reason) => setDraft({ reason })}
      />
    </FormDialog>
  )
}

function ShareDialog(props: {
  pool: Pools[number]
  benefits: readonly { code: string; title: string }[]
  onClose: () => void
}) {
  const [draft, setDraft] = createStore({ benefit: '', share: '', rationale: '', reason: '' })
  const act = createAct()
  async function submit() {
    const given = await act.run(async () => {
      const { share, rationale, reason } = draft
      await givePoolShare(props.pool, draft.benefit, { share: numberOf(share) / 100, rationale, reason })
      return true
    })
    if (given !== true) return
    await refresh(poolsPath)
    props.onClose()
  }
  return (
    <FormDialog
      title={t('benefits.giveShare', { code: props.pool.code })}
      act={act}
      submit={t('benefits.save')}
      onSubmit={() => void submit()}
      onClose={props.onClose}
    >
      <SelectField
        label={t('benefits.benefit')}
        value={draft.benefit}
        options={[
          { value: '', text: t('benefits.choose') },
          ...props.benefits.map((one) => ({ value: one.code, text: `${one.code} ${one.title}` })),
        ]}
        error={act.errorAt('/benefit')}
        onChange={(benefit) => setDraft({ benefit })}
      />
      <TextField
        label={t('benefits.sharePercent')}
        value={draft.share}
        error={act.errorAt('/share')}
        onInput={(share) => setDraft({ share })}
      />
      <TextField
        label={t('benefits.method')}
        optional
        value={draft.rationale}
        onInput={(rationale) => setDraft({ rationale })}
      />
      <TextField
        label={t('benefits.reason')}
        value={draft.reason}
        error={act.errorAt('/reason')}
        onInput={(reason) => setDraft({ reason })}
      />
    </FormDialog>
  )
}

/** Outcomes that several benefits draw on: how each is split, and what is left to give. */
export function PoolsPanel(props: {
  asKnown: string | undefined
  benefits: readonly { readonly code: string; readonly title: string }[]
}) {
  const load = createLoad(() => filteredPath(poolsPath, { asKnown: props.asKnown }), pools)
  const [isNew, setNew] = createSignal(false)
  const [shared, setShared] = createSignal<Pools[number]>()
  const mayAct = () => props.asKnown === undefined && may('benefits.edit')
  return (
    <Panel
      title={t('benefits.pools')}
      note={t('benefits.poolsNote')}
      end={
        <Show when={mayAct()}>
          <Button small icon="plus" onClick={() => setNew(true)}>
            {t('benefits.addPool')}
          </Button>
        </Show>
      }
    >
      <Shown load={load}>
        {(all) => (
          <Show
            when={all().length > 0}
            fallback={<Empty title={t('benefits.noPool')}>{t('benefits.poolsNote')}</Empty>}
          >
            <ul class="bn-pools">
              <For each={all()}>
                {(pool) => (
                  <li>
                    <p>
                      <span class="mono">{pool.code}</span> <b>{said(pool.title)}</b>{' '}
                      <span class="mut">
                        {pool.body}, {t(ruleText[pool.rule])}, {pool.metric} ({pool.unit})
                      </span>
                    </p>
                    <ul>
                      <For each={pool.shares}>
                        {(one) => (
                          <li>
                            <span class="mono">{one.benefit}</span> {fmt.percent(one.share * 100)}
                            {one.rationale === '' ? '' : `, ${one.rationale}`}
                          </li>
                        )}
                      </For>
                      <li class="mut">{t('benefits.leftToGive', { share: fmt.percent(100 * (1 - pool.allotted)) })}</li>
                      <For each={pool.ceilings}>
                        {(one) => (
                          <li class="mut">
                            {t('benefits.ceilingOf', {
                              value: `${fmt.decimal(one.ceiling, 0)} ${pool.unit}`,
                              from: one.from,
                              to: one.to,
                            })}
                          </li>
                        )}
                      </For>
                    </ul>
                    <Show when={mayAct()}>
                      <Button small onClick={() => setShared(pool)}>
                        {t('benefits.giveShare', { code: pool.code })}
                      </Button>
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        )}
      </Shown>
      <Show when={isNew()}>
        <PoolDialog onClose={() => setNew(false)} />
      </Show>
      <Show when={shared()}>
        {(pool) => <ShareDialog pool={pool()} benefits={props.benefits} onClose={() => setShared(undefined)} />}
      </Show>
    </Panel>
  )
}
