import { useSearchParams } from '@solidjs/router'
import { createSignal, For, Show } from 'solid-js'
import type { BoardCheck, BoardSnapshotView } from '#models/board/board.views.ts'
import { session } from '#client/api/access.ts'
import { boardCheck, boardCheckPath, boardPaper, boardPath, boardSnapshots, issueBoard } from '#client/api/board.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { AsKnownSlider } from '#client/ui/as-known-slider.tsx'
import { fmt, language, t } from '#client/i18n/i18n.ts'
import { createAct } from '#client/ui/act.ts'
import { Button, LinkButton } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { SelectField } from '#client/ui/field.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { PageHead, Panel } from '#client/ui/panel.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { createTitle } from '#client/ui/title.ts'
import { saveFile } from '#client/ui/save-file.ts'
import { showToast } from '#client/ui/toast.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import '#client/barometer/barometer.css'

const bodyWords = (body: string | null) => body ?? t('board.allBodies')

/** Sends the page out: a PDF to keep, and the page kept here with its digest. As known on a past day it is only looked at. */
function Issue(props: { asKnown: string | undefined }) {
  const [body, setBody] = createSignal('')
  const act = createAct()
  const chosen = () => (body() === '' ? null : body())
  async function issue() {
    const file = await act.run(async () => await issueBoard(chosen()))
    if (file === undefined) return
    saveFile(file, `arpent-board-${body() === '' ? 'ARPENT' : body()}.pdf`)
    showToast({ text: t('board.issued') })
    await refresh(boardPath)
  }
  return (
    <Panel title={t('board.issueTitle')} note={t('board.issueNote')}>
      <div class="bm-form">
        <SelectField
          label={t('board.body')}
          value={body()}
          options={[
            { value: '', text: t('board.allBodies') },
            ...(session()?.bodies ?? []).map((one) => ({
              value: one.code,
              text: `${one.code}, ${language() === 'fr' ? one.nameFr : one.nameEn}`,
            })),
          ]}
          onChange={setBody}
        />
        <div class="row-w">
          <Show when={props.asKnown === undefined}>
            <Button kind="primary" busy={act.isRunning() ? t('board.issuing') : undefined} onClick={() => void issue()}>
              {t('board.issue')}
            </Button>
          </Show>
          <For each={['html', 'pdf', 'xlsx'] as const}>
            {(format) => (
              <LinkButton href={boardPaper(chosen(), format, props.asKnown ?? null)}>
                {format === 'html' ? t('board.look') : format.toUpperCase()}
              </LinkButton>
            )}
          </For>
        </div>
        <Show when={act.problem()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
      </div>
    </Panel>
  )
}

function Result(props: { check: BoardCheck }) {
  const isSound = () => props.check.isIntact && props.check.isSame
  return (
    <>
      <StatusMark tone={isSound() ? 'ok' : 'bad'}>
        {t(isSound() ? 'board.same' : props.check.isIntact ? 'board.differs' : 'board.altered')}
      </StatusMark>
      <Show when={props.check.differences.length > 0}>
        <table class="tbl mid plain">
          <caption class="vh">{t('board.differences')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('board.place')}</th>
              <th scope="col">{t('board.kept')}</th>
              <th scope="col">{t('board.recomputed')}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.check.differences}>
              {(one) => (
                <tr>
                  <th scope="row">
                    <code>{one.path}</code>
                  </th>
                  <td class="wrap-t">{one.before ?? unknownMark}</td>
                  <td class="wrap-t">{one.after ?? unknownMark}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
    </>
  )
}

function Line(props: { snapshot: BoardSnapshotView }) {
  const [isAsked, setAsked] = createSignal(false)
  const check = createLoad(() => (isAsked() ? boardCheckPath(props.snapshot.id) : undefined), boardCheck)
  const day = () => props.snapshot.asKnownAt.slice(0, 10)
  return (
    <tr>
      <th scope="row">{bodyWords(props.snapshot.body)}</th>
      <td>{fmt.dateTime(props.snapshot.asKnownAt)}</td>
      <td>{props.snapshot.madeBy}</td>
      <td>
        <code title={props.snapshot.digest}>{props.snapshot.digest.slice(0, 12)}</code>
      </td>
      <td>
        <Show
          when={isAsked()}
          fallback={
            <Button kind="quiet" small onClick={() => setAsked(true)}>
              {t('board.compare')}
              <span class="vh"> : {fmt.dateTime(props.snapshot.asKnownAt)}</span>
            </Button>
          }
        >
          <Shown load={check}>{(result) => <Result check={result()} />}</Shown>
        </Show>
      </td>
      <td>
        <div class="row-w">
          <For each={['html', 'pdf', 'xlsx'] as const}>
            {(format) => (
              <a href={boardPaper(props.snapshot.body, format, day())} rel="external">
                {format.toUpperCase()}
              </a>
            )}
          </For>
        </div>
      </td>
    </tr>
  )
}

/** The pages that a board was shown: issued, listed, and each found again from the facts as they were known then. */
export function BoardPage() {
  createTitle(() => t('board.title'))
  const [search, setSearch] = useSearchParams<{ readonly connu?: string }>()
  const load = createLoad(() => boardPath, boardSnapshots)
  return (
    <>
      <PageHead title={t('board.title')} sub={t('board.sub')} />
      <div class="stack">
        <AsKnownSlider day={search.connu} onDay={(connu) => setSearch({ connu }, { replace: true, scroll: false })} />
        <Issue asKnown={search.connu} />
        <Shown load={load}>
          {(all) => (
            <Show when={all().length > 0} fallback={<Empty title={t('board.none')}>{t('board.noneText')}</Empty>}>
              <Panel flush title={t('board.shown')} note={t('board.shownNote')}>
                <ScrollRegion label={t('workload.scrolling', { name: t('board.shown') })}>
                  <table class="tbl mid">
                    <caption class="vh">{t('board.shown')}</caption>
                    <thead>
                      <tr>
                        <th scope="col">{t('board.body')}</th>
                        <th scope="col">{t('board.knownOn')}</th>
                        <th scope="col">{t('board.by')}</th>
                        <th scope="col">{t('board.digest')}</th>
                        <th scope="col">{t('board.check')}</th>
                        <th scope="col">{t('board.files')}</th>
                      </tr>
                    </thead>
                    <tbody>
                      <For each={all()}>{(snapshot) => <Line snapshot={snapshot} />}</For>
                    </tbody>
                  </table>
                </ScrollRegion>
              </Panel>
            </Show>
          )}
        </Shown>
      </div>
    </>
  )
}
