import { createSignal, For, Show } from 'solid-js'
import type { LifeState } from '#models/benefits/register.schemas.ts'
import type { BenefitDetail } from '#models/benefits/register.views.ts'
import { may } from '#client/api/access.ts'
import { acceptHandover, changeLife } from '#client/api/register.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button } from '#client/ui/button.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { lifeText } from './benefit-words.ts'

type Given = { readonly benefit: BenefitDetail; readonly onDone: (benefit: BenefitDetail) => void }

/** Who signed the handover, and who is awaited. Gates held stand under it with their snapshot. */
export function Signatures(props: Given) {
  const handover = () => props.benefit.handover?.content
  const act = createAct()
  const signatures = () =>
    [
      { as: 'owner', title: t('benefits.owner'), signed: handover()?.ownerAccepted ?? null },
      { as: 'finance', title: t('benefits.finance'), signed: handover()?.financeAccepted ?? null },
    ] as const
  const accept = async (as: 'owner' | 'finance') => {
    const done = await act.run(() => acceptHandover(props.benefit, as, t('benefits.acceptedReason')))
    if (done !== undefined) props.onDone(done)
  }
  const mayAccept = (as: 'owner' | 'finance') => may(as === 'owner' ? 'benefits.edit' : 'benefits.approve')
  return (
    <>
      <Show when={handover()} fallback={<p class="sm mut">{t('benefits.noHandover')}</p>}>
        <ul class="bn-sg">
          <For each={signatures()}>
            {(one) => (
              <li>
                <b>{one.title}</b>
                <Show
                  when={one.signed}
                  fallback={
                    <>
                      <StatusMark tone="warn">{t('benefits.awaited')}</StatusMark>
                      <Show when={props.benefit.etag !== null && mayAccept(one.as)}>
                        <Button small onClick={() => void accept(one.as)}>
                          {t('benefits.accept')}
                        </Button>
                      </Show>
                    </>
                  }
                >
                  {(signed) => (
                    <>
                      <StatusMark tone="ok">{t('benefits.signed')}</StatusMark>
                      <span class="mono">{signed().by}</span>
                      {fmt.date(signed().at)}
                    </>
                  )}
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      <For each={props.benefit.gates}>
        {(gate) => (
          <p class="sm">
            <b>{gate.content.gate}</b> {fmt.date(gate.content.heldOn)}, {gate.statedBy}{' '}
            <span class="mono mut">{gate.content.snapshotDigest.slice(0, 12)}</span>
          </p>
        )}
      </For>
    </>
  )
}

/** Passes the benefit to its next state, when everything that state needs is there. */
export function LifeActs(props: Given) {
  const [to, setTo] = createSignal<LifeState | ''>('')
  const [reason, setReason] = createSignal('')
  const act = createAct()
  const pass = async () => {
    const state = to()
    if (state === '') return
    const done = await act.run(() => changeLife(props.benefit, state, reason()))
    if (done !== undefined) props.onDone(done)
  }
  return (
    <Show when={props.benefit.etag !== null && may('benefits.edit') && props.benefit.mayPassTo.length > 0}>
      <details class="alt">
        <summary>{t('benefits.changeLife')}</summary>
        <div class="stack bn-edit">
          <SelectField<LifeState | ''>
            label={t('benefits.life')}
            value={to()}
            options={[
              { value: '', text: t('benefits.choose') },
              ...props.benefit.mayPassTo.map((one) => ({ value: one, text: t(lifeText[one]) })),
            ]}
            onChange={setTo}
          />
          <TextField label={t('benefits.reason')} value={reason()} onInput={setReason} error={act.errorAt('/reason')} />
          <Button onClick={() => void pass()}>{t('benefits.pass')}</Button>
          <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
        </div>
      </details>
    </Show>
  )
}
