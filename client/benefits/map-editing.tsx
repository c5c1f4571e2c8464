import { createSignal, Show } from 'solid-js'
import type { MapView } from '#models/benefits/register.views.ts'
import { refresh } from '#client/api/load.ts'
import { mapPath, removeMapNode, restoreMapNode } from '#client/api/register.ts'
import { said, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { LinkForm } from './link-form.tsx'
import { NodeDialog } from './node-dialog.tsx'

type Node = MapView['nodes'][number]
type KeptNode = Node & { readonly content: NonNullable<Node['content']> }

/** Draws the map: its links, then its nodes. Benefits leave it by their own state, objectives never do. */
export function MapEditing(props: { map: MapView; body: string | undefined }) {
  return (
    <details class="alt">
      <summary>{t('benefits.mapEdit')}</summary>
      <div class="stack bn-edit">
        <LinkForm map={props.map} />
        <Nodes map={props.map} body={props.body} />
      </div>
    </details>
  )
}

/** Adds what a benefit needs, says more of it, or takes it off with its links; what was taken off can be put back. */
function Nodes(props: { map: MapView; body: string | undefined }) {
  const [chosen, setChosen] = createSignal('')
  const [reason, setReason] = createSignal('')
  const [edited, setEdited] = createSignal<KeptNode | 'new'>()
  const act = createAct()
  const nodes = () => props.map.nodes.filter((node): node is KeptNode => node.content !== null)
  const node = () => nodes().find((one) => one.code === chosen())
  const told = async (text: string) => {
    await refresh(mapPath)
    showToast({ text })
  }
  const takeOff = async () => {
    const taken = node()
    if (taken === undefined) return
    const written = 1 + props.map.edges.filter((edge) => edge.from === taken.code).length // the node, and the links that start from it
    const gone = await act.run(async () => {
      await removeMapNode(taken, reason())
      return true
    })
    if (gone !== true) return
    setChosen('')
    setReason('')
    await refresh(mapPath)
    showToast({ text: t('benefits.nodeRemoved', { code: taken.code }), undo: () => putBack(taken, written) })
  }
  const putBack = async ({ code, etag }: KeptNode, written: number) => {
    const next = `"${Number(etag?.replaceAll('"', '')) + written}"`
    const back = await act.run(async () => {
      await restoreMapNode(code, next, t('benefits.undoReason'))
      return true
    })
    if (back === true) await told(t('benefits.nodeAdded', { code }))
  }
  return (
    <>
      <form
        class="bn-f"
        novalidate
        onSubmit={(event) => {
          event.preventDefault()
          void takeOff()
        }}
      >
        <SelectField
          label={t('benefits.node')}
          value={chosen()}
          options={[
            { value: '', text: t('benefits.choose') },
            ...nodes().map((one) => ({ value: one.code, text: `${one.code} ${said(one.title)}` })),
          ]}
          onChange={setChosen}
        />
        <Show when={chosen() !== ''}>
          <TextField
            label={t('benefits.removalReason')}
            value={reason()}
            error={act.errorAt('?reason')}
            onInput={setReason}
          />
          <Button icon="pen" onClick={() => setEdited(node())}>
            {t('benefits.editNode')}
          </Button>
          <Button kind="danger" type="submit">
            {t('benefits.removeNode')}
          </Button>
        </Show>
        <Button icon="plus" onClick={() => setEdited('new')}>
          {t('benefits.newNode')}
        </Button>
      </form>
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      <Show when={edited()} keyed>
        {(one) => (
          <NodeDialog
            node={one === 'new' ? undefined : one}
            body={props.body}
            onClose={() => setEdited(undefined)}
            onDone={(code) => {
              setEdited(undefined)
              setChosen(code)
              void told(t(one === 'new' ? 'benefits.nodeAdded' : 'benefits.saved', { code }))
            }}
          />
        )}
      </Show>
    </>
  )
}
