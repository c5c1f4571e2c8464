import { createSignal, For, type JSX, Show } from 'solid-js'
import type { ColumnFinding, DetectedKind } from '#models/detection/column-detection.ts'
import type { DetectionView } from '#models/detection/detection.views.ts'
import { kindDefinitions } from '#models/detection/kinds.ts'
import { fmt, said, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Confidence } from '#client/ui/confidence.tsx'
import { Panel } from '#client/ui/panel.tsx'
import { Note } from '#client/ui/problem-note.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { columnWord, fileWord, readWord } from './detection-words.ts'

const shownFirst = 20
const leastPercent = 0.1

/** What weighs most in a column first: by level, then by how sure we are. */
function ranked(column: ColumnFinding): readonly DetectedKind[] {
  return column.kinds.toSorted(
    (a, b) => kindDefinitions[b.kind].c - kindDefinitions[a.kind].c || b.confidence - a.confidence,
  )
}

/** Share of lines that matched; a match so rare that it would round to none still shows. */
function linesWord({ matched, checked }: DetectedKind): string {
  if (checked === 0) return t('detection.nameOnly')
  const percent = (matched / checked) * 100
  return matched > 0 && percent < leastPercent
    ? t('detection.fewer', { share: fmt.percent(leastPercent) })
    : fmt.percent(percent)
}

function Row(props: { column: ColumnFinding; source: DetectionView['source'] }) {
  const kinds = () => ranked(props.column)
  const others = () => kinds().slice(1)
  return (
    <Show when={kinds()[0]}>
      {(kind) => (
        <tr>
          <th scope="row">
            <span class={props.source === 'inventory' ? '' : 'mono'}>
              {columnWord(props.source, props.column.name)}
            </span>
            <Show when={props.column.table}>
              {(table) => (
                <>
                  <br />
                  <small class="mono">{table()}</small>
                </>
              )}
            </Show>
          </th>
          <td>
            <b>{said(kindDefinitions[kind().kind].label)}</b>
            <br />
            <small>{said(kind().reason)}</small>
            <Show when={others().length > 0}>
              <br />
              <small class="mut">
                {t('detection.also', {
                  kinds: others()
                    .map((one) => said(kindDefinitions[one.kind].label))
                    .join(', '),
                })}
              </small>
            </Show>
          </td>
          <td class="num">{linesWord(kind())}</td>
          <td class="mono shp">{kind().shape ?? '–'}</td>
          <td>
            <Confidence value={kind().confidence} />
          </td>
          <td>
            <span class="dic">
              <i class={`l${props.column.suggested.c ?? 0}`}>{props.column.suggested.c ?? '–'}</i>
            </span>
          </td>
        </tr>
      )}
    </Show>
  )
}

/** What could not be read, and what to do about it. */
function Reservations(props: { detection: DetectionView }) {
  const cut = () => props.detection.cutStatements
  const notKept = () => props.detection.sensitive - props.detection.columns.length
  return (
    <>
      <Show when={cut().length > 0}>
        <Note tone="warn">{t('detection.cut', { count: cut().length, lines: cut().map(fmt.integer).join(', ') })}</Note>
      </Show>
      <Show when={props.detection.isHeadless}>
        <Note tone="warn">{t('detection.headless')}</Note>
      </Show>
      <Show when={props.detection.cutValues > 0}>
        <Note>{t('detection.cutValues', { count: props.detection.cutValues })}</Note>
      </Show>
      <Show when={notKept() > 0}>
        <Note>{t('detection.notKept', { count: notKept() })}</Note>
      </Show>
    </>
  )
}

/** The sensitive columns of one analysis: where, what kind, on what evidence, how sure; never a value. */
export function DetectedColumns(props: { detection: DetectionView; footer: JSX.Element }) {
  const [isWhole, setWhole] = createSignal(false)
  const columns = () => (isWhole() ? props.detection.columns : props.detection.columns.slice(0, shownFirst))
  const hidden = () => props.detection.columns.length - columns().length
  return (
    <Panel flush title={t('detection.columns')} note={readWord(props.detection)} footer={props.footer}>
      <div class="det-n">
        <p class="sm mut">
          {t('detection.by', {
            file: fileWord(props.detection),
            date: fmt.dateTime(props.detection.at),
            user: props.detection.by,
          })}
        </p>
        <Reservations detection={props.detection} />
        <Show when={columns().length === 0}>
          <p class="sm">{t('detection.nothing', { columns: fmt.integer(props.detection.columnsRead) })}</p>
        </Show>
      </div>
      <Show when={columns().length > 0}>
        <ScrollRegion label={t('workload.scrolling', { name: t('detection.columns') })}>
          <table class="tbl mid det">
            <caption class="vh">{t('detection.columns')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('detection.column')}</th>
                <th scope="col">{t('detection.kind')}</th>
                <th scope="col" class="num">
                  {t('detection.lines')}
                </th>
                <th scope="col">{t('detection.shape')}</th>
                <th scope="col">{t('detection.confidence')}</th>
                <th scope="col">
                  <abbr title={t('detection.confidentiality')}>C</abbr>
                </th>
              </tr>
            </thead>
            <tbody>
              <For each={columns()}>{(column) => <Row column={column} source={props.detection.source} />}</For>
            </tbody>
          </table>
        </ScrollRegion>
      </Show>
      <Show when={hidden() > 0}>
        <p class="det-n">
          <Button small onClick={() => setWhole(true)}>
            {t('detection.more', { count: hidden() })}
          </Button>
        </p>
      </Show>
    </Panel>
  )
}
