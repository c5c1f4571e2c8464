import { Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { edgeTypes, type MapEdge } from '#models/benefits/register.schemas.ts'
import type { MapView } from '#models/benefits/register.views.ts'
import { refresh } from '#client/api/load.ts'
import { drawLink, mapPath, removeLink } from '#client/api/register.ts'
import { said, t, type TextKey } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { choices, numberOf, shareError } from './form-words.ts'

const edgeText: Readonly<Record<(typeof edgeTypes)[number], TextKey>> = {
  enables: 'benefits.edgeEnables',
  contributes: 'benefits.edgeContributes',
  depends: 'benefits.edgeDepends',
  conflicts: 'benefits.edgeConflicts',
}
const blank = { from: '', to: '', type: 'enables' as MapEdge['type'], share: '', lag: '0', rationale: '', reason: '' }

/** Draws a link, says more of one, or removes it. One that would close a circle is refused with its path. */
export function LinkForm(props: { map: MapView }) {
  const [draft, setDraft] = createStore({ ...blank })
  const act = createAct()
  const drawn = () => props.map.edges.find((edge) => edge.from === draft.from && edge.to === draft.to)
  /** A link that stands shows what is said of it. */
  const choose = (ends: { readonly from: string } | { readonly to: string }) => {
    setDraft(ends)
    const { type, share, lagMonths, rationale } = drawn() ?? {
      type: draft.type,
      share: null,
      lagMonths: 0,
      rationale: '',
    }
    setDraft({ type, share: share === null ? '' : String(share * 100), lag: String(lagMonths), rationale })
  }
  const nodes = (mayBeObjective: boolean) => [
    { value: '', text: t('benefits.choose') },
    ...props.map.nodes
      .filter((node) => mayBeObjective || node.layer !== 'objective')
      .map((node) => ({ value: node.code, text: `${node.code} ${said(node.title)}` })),
  ]
  const draw = async () => {
    const { from, to, type, share, lag, rationale, reason } = draft
    const done = await act.run(async () => {
      await drawLink({
        from,
        to,
        type,
        share: share.trim() === '' ? null : numberOf(share) / 100,
        lagMonths: numberOf(lag),
        confidence: drawn()?.confidence ?? null,
        rationale,
        reason,
      })
      return true
    })
    if (done !== true) return
    await refresh(mapPath)
    setDraft({ reason: '' })
    showToast({ text: t('benefits.linkDrawn') })
  }
  const remove = async () => {
    const gone = drawn()
    if (gone === undefined) return
    const done = await act.run(async () => {
      await removeLink({ from: gone.from, to: gone.to, reason: draft.reason })
      return true
    })
    if (done !== true) return
    await refresh(mapPath)
    setDraft({ reason: '' })
    showToast({ text: t('benefits.linkRemoved'), undo: () => putBack(gone) })
  }
  const putBack = async (edge: MapView['edges'][number]) => {
    const { from, to, type, share, lagMonths, confidence, rationale } = edge
    const asked = { from, to, type, share, lagMonths, confidence, rationale, reason: t('benefits.undoReason') }
    const done = await act.run(async () => {
      await drawLink(asked)
      return true
    })
    if (done === true) await refresh(mapPath)
  }
  return (
    <form
      class="stack"
      novalidate
      onSubmit={(event) => {
        event.preventDefault()
        void draw()
      }}
    >
      <div class="bn-f">
        <SelectField
          label={t('benefits.from')}
          value={draft.from}
          options={nodes(false)}
          error={act.errorAt('/from')}
          onChange={(from) => choose({ from })}
        />
        <SelectField
          label={t('benefits.edgeType')}
          value={draft.type}
          options={choices(edgeText, edgeTypes)}
          onChange={(type) => setDraft({ type })}
        />
        <SelectField
          label={t('benefits.to')}
          value={draft.to}
          options={nodes(true)}
          error={act.errorAt('/to')}
          onChange={(to) => choose({ to })}
        />
      </div>
      <div class="bn-f">
        <TextField
          label={t('benefits.sharePercent')}
          optional
          value={draft.share}
          error={shareError(act)}
          onInput={(share) => setDraft({ share })}
        />
        <TextField
          label={t('benefits.lagMonths')}
          value={draft.lag}
          error={act.errorAt('/lagMonths')}
          onInput={(lag) => setDraft({ lag })}
        />
        <TextField
          label={t('benefits.rationale')}
          optional
          value={draft.rationale}
          error={act.errorAt('/rationale')}
          onInput={(rationale) => setDraft({ rationale })}
        />
        <TextField
          label={t('benefits.reason')}
          value={draft.reason}
          error={act.errorAt('/reason')}
          onInput={(reason) => setDraft({ reason })}
        />
      </div>
      <div class="row-w">
        <Button type="submit">{t('benefits.drawLink')}</Button>
        <Show when={drawn()}>
          <Button kind="quiet" onClick={() => void remove()}>
            {t('benefits.removeLink')}
          </Button>
        </Show>
      </div>
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </form>
  )
}
