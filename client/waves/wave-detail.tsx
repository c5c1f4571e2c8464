import { createEffect, createSignal, For, on, Show } from 'solid-js'
import type { CalendarWave, WaveMemberView, WaveMembersPage } from '#models/waves/wave.views.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import {
  addMembers,
  membersPath,
  oneWave,
  removeMembers,
  removeWave,
  restoreWave,
  waveMembers,
  wavesPath,
} from '#client/api/waves.ts'
import { t } from '#client/i18n/i18n.ts'
import { environmentText } from '#client/inventory/portfolio-labels.ts'
import { createAct } from '#client/ui/act.ts'
import { Button, LinkButton } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { showToast } from '#client/ui/toast.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { ConflictList } from './conflict-list.tsx'
import { takingBack } from './wave-acts.ts'

function Members(props: {
  members: readonly WaveMemberView[]
  chosen: ReadonlySet<string>
  mayEdit: boolean
  onChoose: (code: string, isIn: boolean) => void
}) {
  return (
    <ScrollRegion label={t('workload.scrolling', { name: t('waves.members') })}>
      <table class="tbl">
        <caption class="vh">{t('waves.members')}</caption>
        <thead>
          <tr>
            <Show when={props.mayEdit}>
              <th scope="col">
                <span class="vh">{t('waves.chooseSome')}</span>
              </th>
            </Show>
            <th scope="col">{t('waves.workload')}</th>
            <th scope="col">{t('waves.body')}</th>
            <th scope="col">{t('waves.environment')}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.members}>
            {(member) => (
              <tr>
                <Show when={props.mayEdit}>
                  <td>
                    <input
                      type="checkbox"
                      aria-label={t('waves.choose', { code: member.code })}
                      checked={props.chosen.has(member.code)}
                      onChange={(event) => props.onChoose(member.code, event.currentTarget.checked)}
                    />
                  </td>
                </Show>
                <th scope="row">
                  <a href={`/charges/${encodeURIComponent(member.code)}`}>{member.name}</a>{' '}
                  <small class="mono mut">{member.code}</small>
                </th>
                <td>{member.body}</td>
                <td>{t(environmentText[member.environment])}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </ScrollRegion>
  )
}

/** One wave opened: what is in its way, its workloads, and what may be done with it. */
export function WaveDetail(props: {
  wave: CalendarWave
  onEdit: () => void
  onSplit: (workloads: readonly string[]) => void
  onMerge: () => void
  onClose: () => void
}) {
  const path = () => membersPath(props.wave.code)
  const load = createLoad(path, waveMembers)
  const [others, setOthers] = createSignal<readonly WaveMembersPage[]>([])
  const [chosen, setChosen] = createSignal<ReadonlySet<string>>(new Set())
  const act = createAct()
  createEffect(
    on([path, load.value], () => {
      setOthers([])
      setChosen(new Set<string>())
    }),
  )
  let top: HTMLDivElement | undefined
  createEffect(
    on(
      () => props.wave.code,
      () => top?.scrollIntoView({ block: 'nearest' }),
    ),
  )
  const members = () => [load.value(), ...others()].flatMap((page) => page?.items ?? [])
  const next = () => (others().at(-1) ?? load.value())?.next ?? null

  async function readMore() {
    const page = await act.run(() => waveMembers(`${path()}?cursor=${next() ?? ''}`))
    if (page !== undefined) setOthers([...others(), page])
  }
  async function takeOut() {
    const { code } = props.wave
    const workloads = [...chosen()]
    const left = await act.run(() => removeMembers(props.wave, workloads))
    if (left === undefined) return
    showToast({
      text: t('waves.takenOut', { count: workloads.length, code }),
      undo: () =>
        takingBack(async () => {
          await addMembers(await oneWave(code), workloads, false)
          return t('waves.putBack', { code })
        }),
    })
    await refresh(wavesPath)
  }
  async function removeIt() {
    const { code } = props.wave
    const isDone = await act.run(async () => {
      await removeWave(props.wave)
      return true
    })
    if (isDone !== true) return
    showToast({
      text: t('waves.removed', { code }),
      undo: () =>
        takingBack(async () => {
          await restoreWave(code)
          return t('waves.restored', { code })
        }),
    })
    props.onClose()
    await refresh(wavesPath)
  }
  const choose = (code: string, isIn: boolean) => {
    const kept = new Set(chosen())
    if (isIn) kept.add(code)
    else kept.delete(code)
    setChosen(kept)
  }
  const isEmpty = () => props.wave.members + props.wave.hidden === 0
  return (
    <Panel
      flush
      class="wv-d"
      title={`${props.wave.code}, ${props.wave.name}`}
      note={t('waves.stated', { date: props.wave.updatedAt.slice(0, 10), user: props.wave.statedBy })}
      end={<Button kind="quiet" small icon="x" name={t('waves.close')} onClick={() => props.onClose()} />}
    >
      <div class="wv-dh" ref={(element) => (top = element)}>
        <dl>
          <dt>{t('waves.starts')}</dt>
          <dd>{props.wave.dates.startsOn}</dd>
          <dt>{t('waves.cutsOver')}</dt>
          <dd>{props.wave.dates.cutsOverOn}</dd>
          <dt>{t('waves.decommissions')}</dt>
          <dd>{props.wave.dates.decommissionsOn}</dd>
          <dt>{t('waves.doubleDays')}</dt>
          <dd>{t('waves.days', { count: props.wave.doubleRunningDays })}</dd>
        </dl>
        <Show when={props.wave.note}>
          <p>{props.wave.note}</p>
        </Show>
        <Show when={props.wave.conflictCount > 0}>
          <StatusMark tone="bad">{t('waves.conflictCount', { count: props.wave.conflictCount })}</StatusMark>
          <ConflictList conflicts={props.wave.conflicts} count={props.wave.conflictCount} />
        </Show>
        <Show when={props.wave.mayEdit} fallback={<p class="mut">{t('waves.noEdit', { body: props.wave.body })}</p>}>
          <div class="row-w">
            <Button icon="pen" onClick={() => props.onEdit()}>
              {t('waves.edit')}
            </Button>
            <Show when={!isEmpty()}>
              <Button onClick={() => props.onMerge()}>{t('waves.merge')}</Button>
            </Show>
            <Button blockedBy={isEmpty() ? undefined : t('waves.removeBlocked')} onClick={() => void removeIt()}>
              {t('waves.remove')}
            </Button>
          </div>
        </Show>
        <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      </div>
      <div class="wv-mh">
        <h3>{t('waves.members')}</h3>
        <span class="mut">
          {t('waves.membersNote', { count: props.wave.members })}
          <Show when={props.wave.hidden > 0}>, {t('waves.hidden', { count: props.wave.hidden })}</Show>
        </span>
        <Show when={props.wave.members > 0}>
          <LinkButton small kind="quiet" icon="grid" href={`/portefeuille?vague=${props.wave.code}`}>
            {t('waves.seeInPortfolio')}
          </LinkButton>
        </Show>
        <Show when={chosen().size > 0}>
          <Button small onClick={() => void takeOut()}>
            {t('waves.takeOut', { count: chosen().size })}
          </Button>
          <Button small onClick={() => props.onSplit([...chosen()])}>
            {t('waves.split')}
          </Button>
        </Show>
      </div>
      <Shown load={load}>
        {() => (
          <Show
            when={members().length > 0}
            fallback={
              <Empty
                title={t('waves.noMembers')}
                action={<LinkButton href="/portefeuille">{t('waves.openPortfolio')}</LinkButton>}
              >
                {t('waves.noMembersText')}
              </Empty>
            }
          >
            <Members members={members()} chosen={chosen()} mayEdit={props.wave.mayEdit} onChoose={choose} />
            <Show when={next() !== null}>
              <p class="panel-b">
                <Button small onClick={() => void readMore()}>
                  {t('waves.more')}
                </Button>
              </p>
            </Show>
          </Show>
        )}
      </Shown>
    </Panel>
  )
}
