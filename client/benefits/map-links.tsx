import { createSignal, Show } from 'solid-js'
import { edgeTypes } from '#models/benefits/register.schemas.ts'
import type { MapView } from '#models/benefits/register.views.ts'
import { session } from '#client/api/access.ts'
import { refresh } from '#client/api/load.ts'
import { createMapNode, drawLink, mapPath, removeLink, removeMapNode, restoreMapNode } from '#client/api/register.ts'
import { said, t, type TextKey } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { showToast } from '#client/ui/toast.tsx'

const edgeText: Readonly<Record<(typeof edgeTypes)[number], TextKey>> = {
  enables: 'benefits.edgeEnables',
  contributes: 'benefits.edgeContributes',
  depends: 'benefits.edgeDepends',
  conflicts: 'benefits.edgeConflicts',
}

/** Draws and removes links, and adds levers and changes. A link that closes a circle is refused with its path. */
export function MapLinks(props: { map: MapView }) {
  const [from, setFrom] = createSignal('')
  const [to, setTo] = createSignal('')
  const [type, setType] = createSignal<(typeof edgeTypes)[number]>('enables')
  const [reason, setReason] = createSignal('')
  const [name, setName] = createSignal('')
  const [nameEn, setNameEn] = createSignal('')
  const [removed, setRemoved] = createSignal('')
  const [layer, setLayer] = createSignal<'lever' | 'change'>('lever')
  const act = createAct()
  const choices = (isEnd: boolean) => [
    { value: '', text: t('benefits.choose') },
    ...props.map.nodes
      .filter((node) => isEnd || node.layer !== 'objective')
      .map((node) => ({ value: node.code, text: `${node.code} ${said(node.title)}` })),
  ]
  const done = async (text: string) => {
    await refresh(mapPath)
    showToast({ text })
  }
  const draw = async () => {
    const asked = { from: from(), to: to(), type: type(), share: null, lagMonths: 0, confidence: null }
    const made = await act.run(async () => {
      await drawLink({ ...asked, rationale: '', reason: reason() })
      return true
    })
    if (made === true) await done(t('benefits.linkDrawn'))
  }
  const take = async () => {
    const made = await act.run(async () => {
      await removeLink({ from: from(), to: to(), reason: reason() })
      return true
    })
    if (made === true) await done(t('benefits.linkRemoved'))
  }
  const add = async () => {
    const title = { fr: name(), en: nameEn() }
    const made = await act.run(() =>
      createMapNode({
        body: session()?.bodies[0]?.code ?? '',
        reason: reason(),
        layer: layer(),
        title,
        owner: '',
        wave: null,
        dueOn: null,
        agreed: false,
      }),
    )
    if (made === undefined) return
    setFrom(made.code)
    await done(t('benefits.nodeAdded', { code: made.code }))
  }
  /** Nodes that somebody keeps: benefits leave the map by their own state, objectives never do. */
  const nodes = () => props.map.nodes.filter((node) => node.content !== null)
  const takeOff = async () => {
    const node = nodes().find((one) => one.code === removed())
    if (node === undefined) return
    const written = 1 + props.map.edges.filter((edge) => edge.from === node.code).length // the node, and the links that start from it
    const gone = await act.run(async () => {
      await removeMapNode(node, reason())
      return true
    })
    if (gone !== true) return
    setRemoved('')
    await refresh(mapPath)
    showToast({ text: t('benefits.nodeRemoved', { code: node.code }), undo: () => putBack(node, written) })
  }
  const putBack = async ({ code, etag }: MapView['nodes'][number], written: number) => {
    const next = `"${Number(etag?.replaceAll('"', '')) + written}"`
    const back = await act.run(async () => {
      await restoreMapNode(code, next, t('benefits.undoReason'))
      return true
    })
    if (back === true) await done(t('benefits.nodeAdded', { code }))
  }
  return (
    <details class="alt">
      <summary>{t('benefits.mapEdit')}</summary>
      <div class="stack bn-edit">
        <TextField label={t('benefits.reason')} value={reason()} onInput={setReason} error={act.errorAt('/reason')} />
        <div class="bn-f">
          <SelectField label={t('benefits.from')} value={from()} options={choices(false)} onChange={setFrom} />
          <SelectField
            label={t('benefits.edgeType')}
            value={type()}
            options={edgeTypes.map((one) => ({ value: one, text: t(edgeText[one]) }))}
            onChange={setType}
          />
          <SelectField label={t('benefits.to')} value={to()} options={choices(true)} onChange={setTo} />
          <Button onClick={() => void draw()}>{t('benefits.drawLink')}</Button>
          <Button kind="quiet" onClick={() => void take()}>
            {t('benefits.removeLink')}
          </Button>
        </div>
        <div class="bn-f">
          <TextField label={t('benefits.nodeName')} value={name()} error={act.errorAt('/title/fr')} onInput={setName} />
          <TextField
            label={t('benefits.nodeNameEn')}
            value={nameEn()}
            error={act.errorAt('/title/en')}
            onInput={setNameEn}
          />
          <SelectField<'lever' | 'change'>
            label={t('benefits.layer')}
            value={layer()}
            options={[
              { value: 'lever', text: t('benefits.layerLever') },
              { value: 'change', text: t('benefits.layerChange') },
            ]}
            onChange={setLayer}
          />
          <Button icon="plus" onClick={() => void add()}>
            {t('benefits.addNode')}
          </Button>
        </div>
        <div class="bn-f">
          <SelectField
            label={t('benefits.nodeToRemove')}
            value={removed()}
            options={[
              { value: '', text: t('benefits.choose') },
              ...nodes().map((node) => ({ value: node.code, text: `${node.code} ${said(node.title)}` })),
            ]}
            onChange={setRemoved}
          />
          <Button
            kind="danger"
            blockedBy={removed() === '' ? t('benefits.nodeToRemove') : undefined}
            onClick={() => void takeOff()}
          >
            {t('benefits.removeNode')}
          </Button>
        </div>
        <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      </div>
    </details>
  )
}
