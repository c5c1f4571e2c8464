import { type JSX, Show } from 'solid-js'
import type { PortfolioColumns } from '#models/inventory/workload.views.ts'
import { unknownMark } from '#client/i18n/format.ts'
import { fmt, language, t } from '#client/i18n/i18n.ts'
import { DicGlyph } from '#client/ui/dic-glyph.tsx'
import { Figure } from '#client/ui/figure.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { StatusMark, VerdictMark } from '#client/ui/verdict-mark.tsx'
import { at, type Privacy, privacyOf } from './portfolio-index.ts'
import { environmentText, gapWords, optionLabel, privacyText, strategyText } from './portfolio-labels.ts'
import { relativeGap, type SortColumn } from './portfolio-sort.ts'

type CellProps = { readonly columns: PortfolioColumns; readonly row: number }

/** Unknown is a dash with its reason on focus or hover, never 0. */
function Unknown(props: { why: string }) {
  return (
    <span class="mut3" title={props.why}>
      <span class="mk">{unknownMark}</span>
      <span class="vh why-not"> {props.why}</span>
    </span>
  )
}

function Name(props: CellProps) {
  const code = () => at(props.columns.code, props.row)
  return (
    <span class="nm">
      {/* A plain link: the router opens it all the same, and fifty of its own would each follow every address. */}
      <a href={`/charges/${code()}`} data-row={props.row}>
        {at(props.columns.name, props.row)}
      </a>
      <span class="mono">{code()}</span>
    </span>
  )
}

function Body(props: CellProps) {
  const body = () => at(props.columns.bodies, at(props.columns.body, props.row))
  return <abbr title={language() === 'fr' ? body().nameFr : body().nameEn}>{body().code}</abbr>
}

const privacyTone = { required: 'bad', started: 'warn', done: 'ok', unknown: 'none' } as const

function PrivacyCell(props: CellProps) {
  const state = (): Privacy =>
    privacyOf(at(props.columns.personalInformation, props.row), at(props.columns.efvp, props.row))
  const toned = () => {
    const now = state()
    return now === 'none' ? undefined : privacyTone[now]
  }
  return (
    <span title={t(privacyText[state()].full)}>
      <Show when={toned()} fallback={<span class="mut3">{t(privacyText[state()].short)}</span>}>
        {(tone) => <StatusMark tone={tone()}>{t(privacyText[state()].short)}</StatusMark>}
      </Show>
    </span>
  )
}

function Best(props: CellProps) {
  const verdict = () => at(props.columns.verdict, props.row)
  const words = () => {
    const option = at(props.columns.bestOption, props.row)
    if (option !== null) return optionLabel(props.columns, option)
    return verdict() === 'forbid' ? t('portfolio.noOption') : undefined
  }
  /** The narrow column leaves out what stands between brackets at the end; the title keeps it. */
  const short = () => words()?.replace(/ \([^)]*\)$/, '')
  const why = () => {
    const gap = at(props.columns.gap, props.row)
    return gap === null ? words() : gapWords(gap)
  }
  return (
    <span class="one-line" title={why()}>
      <Show when={short()} fallback={<VerdictMark verdict={verdict()} />}>
        {(text) => <VerdictMark verdict={verdict()}>{text()}</VerdictMark>}
      </Show>
    </span>
  )
}

function Strategy(props: CellProps) {
  const strategy = () => at(props.columns.strategy, props.row)
  const isSigned = () => at(props.columns.strategyState, props.row) === 'signed'
  return (
    <Show when={strategy()} fallback={<Unknown why={t('portfolio.noStrategyYet')} />}>
      {(known) => (
        <>
          {t(strategyText[known()])}
          <Show when={isSigned()}>
            <span class="signed" title={t('portfolio.signed')}>
              <Icon name="lock" small />
              <span class="vh"> {t('portfolio.signed')}</span>
            </span>
          </Show>
        </>
      )}
    </Show>
  )
}

function Current(props: CellProps) {
  const known = () => {
    const cents = at(props.columns.currentCostCents, props.row)
    return cents === null ? undefined : { cents }
  }
  return (
    <Show when={known()} fallback={<Unknown why={t('portfolio.costUnknown')} />}>
      {(cost) => (
        <>
          {fmt.thousands(cost().cents / 100)}
          <span class="unit"> {t('portfolio.unit')}</span>
        </>
      )}
    </Show>
  )
}

function whyNoTarget(props: CellProps): string {
  const gap = at(props.columns.gap, props.row)
  if (gap !== null) return gapWords(gap)
  return t(at(props.columns.verdict, props.row) === 'forbid' ? 'portfolio.noTarget' : 'portfolio.undetermined')
}

function Target(props: CellProps) {
  const known = () => {
    const p50 = at(props.columns.p50, props.row)
    return p50 === null
      ? undefined
      : { p50, p10: at(props.columns.p10, props.row), p90: at(props.columns.p90, props.row) }
  }
  return (
    <Show when={known()} fallback={<Unknown why={whyNoTarget(props)} />}>
      {(cost) => (
        <>
          <Figure
            id={at(props.columns.figure, props.row)}
            label={t('portfolio.p50Label', { code: at(props.columns.code, props.row) })}
          >
            {fmt.thousands(cost().p50)}
          </Figure>
          <Show when={cost().p10 !== null && cost().p90 !== null}>
            <small
              class="rng"
              title={t('portfolio.range', { p10: fmt.thousands(cost().p10 ?? 0), p90: fmt.thousands(cost().p90 ?? 0) })}
            >
              {fmt.decimal((cost().p10 ?? 0) / 1000, 0)} – {fmt.decimal((cost().p90 ?? 0) / 1000, 0)}
            </small>
          </Show>
        </>
      )}
    </Show>
  )
}

function whyNoGap(props: CellProps): string {
  return at(props.columns.currentCostCents, props.row) === null ? t('portfolio.costUnknown') : whyNoTarget(props)
}

export function GapText(props: { gap: number | null; why: string }) {
  return (
    <Show when={props.gap !== null} fallback={<Unknown why={props.why} />}>
      <span class={(props.gap ?? 0) > 0 ? 'upp' : 'dn'}>{fmt.percentDifference((props.gap ?? 0) * 100)}</span>
    </Show>
  )
}

function TextCell(props: { value: string | null }) {
  return <>{props.value ?? <Unknown why={t('ui.unknown')} />}</>
}

function Dic(props: CellProps) {
  const body = () => props.columns.bodies[at(props.columns.body, props.row)]?.code
  const isProposed = () => ['proposed', 'returned'].includes(at(props.columns.classification, props.row))
  return (
    <DicGlyph
      d={at(props.columns.d, props.row)}
      i={at(props.columns.i, props.row)}
      c={at(props.columns.c, props.row)}
      proposed={isProposed()}
      {...(body() === undefined ? {} : { body: body() ?? '' })}
    />
  )
}

function Wave(props: CellProps) {
  const wave = () => props.columns.waves[at(props.columns.wave, props.row) ?? -1]
  return (
    <Show when={wave()} fallback={<Unknown why={t('portfolio.noWaveYet')} />}>
      {(known) => (
        <>
          <a
            href={`/vagues?vague=${encodeURIComponent(known().code)}`}
            title={t('portfolio.waveLabel', { code: known().code, name: known().name })}
          >
            {known().code}
          </a>{' '}
          <small class="mut">{known().cutsOverOn}</small>
        </>
      )}
    </Show>
  )
}

/** What each column shows for a row. */
export const portfolioCells: Readonly<Record<SortColumn, (props: CellProps) => JSX.Element>> = {
  name: Name,
  body: Body,
  dic: Dic,
  privacy: PrivacyCell,
  best: Best,
  strategy: Strategy,
  current: Current,
  p50: Target,
  gap: (props) => <GapText gap={relativeGap(props.columns, props.row)} why={whyNoGap(props)} />,
  environment: (props) => <>{t(environmentText[at(props.columns.environment, props.row)])}</>,
  owner: (props) => <TextCell value={at(props.columns.owner, props.row)} />,
  technology: (props) => <TextCell value={at(props.columns.technology, props.row)} />,
  servers: (props) => <>{fmt.integer(at(props.columns.servers, props.row))}</>,
  wave: Wave,
}
