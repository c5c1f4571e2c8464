import { createStore } from 'solid-js/store'
import { Show } from 'solid-js'
import type { MapNode } from '#models/benefits/register.schemas.ts'
import type { MapView } from '#models/benefits/register.views.ts'
import { createMapNode, editMapNode } from '#client/api/register.ts'
import { t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { CheckField, SelectField, TextField } from '#client/ui/field.tsx'
import { layerText } from './benefit-words.ts'
import { FormDialog } from './form-dialog.tsx'
import { BodyField, firstBody, TitleFields } from './form-fields.tsx'
import { choices, orNull } from './form-words.ts'

const newNode: MapNode = {
  layer: 'lever',
  title: { fr: '', en: '' },
  owner: '',
  wave: null,
  dueOn: null,
  agreed: false,
}

/** What a benefit needs on the map, new or as it stands: who carries it, when it is due, and whether anybody agreed to it. */
export function NodeDialog(props: {
  node: (MapView['nodes'][number] & { readonly content: MapNode }) | undefined
  body: string | undefined
  onClose: () => void
  onDone: (code: string) => void
}) {
  const { node } = props
  const [draft, setDraft] = createStore({ ...(node?.content ?? newNode), body: firstBody(props.body), reason: '' })
  const act = createAct()
  async function submit() {
    const { body, ...content } = draft
    const code = await act.run(async () => {
      if (node === undefined) return (await createMapNode({ ...content, body })).code
      await editMapNode(node, content)
      return node.code
    })
    if (code !== undefined) props.onDone(code)
  }
  return (
    <FormDialog
      title={node === undefined ? t('benefits.newNode') : t('benefits.editTitle', { code: node.code })}
      act={act}
      submit={t(node === undefined ? 'benefits.addNode' : 'benefits.save')}
      onSubmit={() => void submit()}
      onClose={props.onClose}
      reason={{ value: draft.reason, onInput: (reason) => setDraft({ reason }) }}
    >
      <Show when={node === undefined}>
        <BodyField value={draft.body} error={act.errorAt('/body')} onChange={(body) => setDraft({ body })} />
      </Show>
      <TitleFields title={draft.title} act={act} onInput={(title) => setDraft('title', title)} />
      <div class="bn-f">
        <SelectField<MapNode['layer']>
          label={t('benefits.layer')}
          value={draft.layer}
          options={choices(layerText, ['lever', 'change', 'intermediate', 'end'])}
          onChange={(layer) => setDraft({ layer })}
        />
        <TextField
          label={t('benefits.nodeOwner')}
          optional
          value={draft.owner}
          error={act.errorAt('/owner')}
          onInput={(owner) => setDraft({ owner })}
        />
        <TextField
          label={t('benefits.nodeWave')}
          optional
          value={draft.wave ?? ''}
          error={act.errorAt('/wave')}
          onInput={(wave) => setDraft({ wave: orNull(wave) })}
        />
        <TextField
          label={t('benefits.nodeDueOn')}
          optional
          type="date"
          value={draft.dueOn ?? ''}
          error={act.errorAt('/dueOn')}
          onInput={(day) => setDraft({ dueOn: orNull(day) })}
        />
      </div>
      <CheckField label={t('benefits.nodeAgreed')} checked={draft.agreed} onChange={(agreed) => setDraft({ agreed })} />
    </FormDialog>
  )
}
