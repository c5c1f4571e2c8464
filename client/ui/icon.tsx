/** Names of the drawn icons. `v…` are the verdict shapes, told apart without colour. */
export type IconName =
  | 'alert'
  | 'book'
  | 'branch'
  | 'calc'
  | 'check'
  | 'chev'
  | 'chevl'
  | 'chevr'
  | 'clock'
  | 'cols'
  | 'db'
  | 'dots'
  | 'down'
  | 'download'
  | 'ext'
  | 'file'
  | 'filter'
  | 'flag'
  | 'gain'
  | 'globe'
  | 'grid'
  | 'inbox'
  | 'info'
  | 'link'
  | 'lock'
  | 'log'
  | 'moon'
  | 'pen'
  | 'plus'
  | 'print'
  | 'right'
  | 'row'
  | 'search'
  | 'shield'
  | 'sliders'
  | 'sort'
  | 'stop'
  | 'undo'
  | 'upload'
  | 'user'
  | 'vbad'
  | 'vmit'
  | 'vnone'
  | 'vok'
  | 'vwarn'
  | 'waves'
  | 'x'

/** Every symbol once, at the top of the page; the policy allows no image made of markup elsewhere. */
export function Sprite() {
  return (
    <svg class="sprite" width="0" height="0" aria-hidden="true">
      <defs>
        <symbol id="i-alert" viewBox="0 0 16 16">
          <path d="M8 2.2 14.5 13.5h-13z" />
          <path d="M8 6.5V10M8 11.8v.2" />
        </symbol>
        <symbol id="i-book" viewBox="0 0 16 16">
          <path d="M3 2.5h8.5A1.5 1.5 0 0 1 13 4v9.5H4.5A1.5 1.5 0 0 1 3 12zM3 12a1.5 1.5 0 0 1 1.5-1.5H13M6 5.5h4" />
        </symbol>
        <symbol id="i-branch" viewBox="0 0 16 16">
          <circle cx="3.5" cy="8" r="1.5" />
          <path d="M5 8h2c3 0 2-5 5.5-5M7 8c3 0 2 5 5.5 5M5 8h7.5" />
        </symbol>
        <symbol id="i-calc" viewBox="0 0 16 16">
          <rect x="3" y="2" width="10" height="12" rx="1" />
          <path d="M5.5 5h5M5.5 8.2h.1M8 8.2h.1M10.5 8.2h.1M5.5 11h.1M8 11h.1M10.5 11h.1" />
        </symbol>
        <symbol id="i-check" viewBox="0 0 16 16">
          <path d="m3 8.5 3.5 3.5L13 4.5" />
        </symbol>
        <symbol id="i-chev" viewBox="0 0 16 16">
          <path d="m4 6 4 4 4-4" />
        </symbol>
        <symbol id="i-chevl" viewBox="0 0 16 16">
          <path d="m10 4-4 4 4 4" />
        </symbol>
        <symbol id="i-chevr" viewBox="0 0 16 16">
          <path d="m6 4 4 4-4 4" />
        </symbol>
        <symbol id="i-clock" viewBox="0 0 16 16">
          <circle cx="8" cy="8" r="6" />
          <path d="M8 4.5V8l2.5 1.5" />
        </symbol>
        <symbol id="i-cols" viewBox="0 0 16 16">
          <path d="M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10" />
        </symbol>
        <symbol id="i-db" viewBox="0 0 16 16">
          <ellipse cx="8" cy="4" rx="5" ry="2" />
          <path d="M3 4v8c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2.2 2 5 2s5-.9 5-2" />
        </symbol>
        <symbol id="i-dots" viewBox="0 0 16 16">
          <path d="M3 8h.1M8 8h.1M13 8h.1" stroke-width="2.2" />
        </symbol>
        <symbol id="i-down" viewBox="0 0 16 16">
          <path d="M8 3v10M4 9l4 4 4-4" />
        </symbol>
        <symbol id="i-download" viewBox="0 0 16 16">
          <path d="M8 2.5V10M5 7l3 3 3-3M2.5 10.5v3h11v-3" />
        </symbol>
        <symbol id="i-ext" viewBox="0 0 16 16">
          <path d="M9 3h4v4M13 3 7.5 8.5M11 9.5V13H3V5h3.5" />
        </symbol>
        <symbol id="i-file" viewBox="0 0 16 16">
          <path d="M4 2h5l3 3v9H4zM9 2v3h3" />
        </symbol>
        <symbol id="i-filter" viewBox="0 0 16 16">
          <path d="M2 3.5h12M4.5 8h7M6.5 12.5h3" />
        </symbol>
        <symbol id="i-flag" viewBox="0 0 16 16">
          <path d="M4 14V2.5h8l-2 3 2 3H4" />
        </symbol>
        <symbol id="i-gain" viewBox="0 0 16 16">
          <path d="M2 13.5h12" />
          <path d="M2.5 11c3 0 3.5-1.5 5-4s2.5-4 5.5-4" />
          <path d="M10.5 3H13v2.5" />
        </symbol>
        <symbol id="i-globe" viewBox="0 0 16 16">
          <circle cx="8" cy="8" r="6" />
          <path d="M2 8h12M8 2c4 4 4 8 0 12M8 2c-4 4-4 8 0 12" />
        </symbol>
        <symbol id="i-grid" viewBox="0 0 16 16">
          <path d="M2 3h12M2 6.3h12M2 9.6h12M2 13h12M6 3v10" />
        </symbol>
        <symbol id="i-inbox" viewBox="0 0 16 16">
          <path d="M2 9.5 4 3h8l2 6.5V13H2z" />
          <path d="M2 9.5h3.5l1 1.5h3l1-1.5H14" />
        </symbol>
        <symbol id="i-info" viewBox="0 0 16 16">
          <circle cx="8" cy="8" r="6" />
          <path d="M8 7.2V11M8 4.8v.2" />
        </symbol>
        <symbol id="i-link" viewBox="0 0 16 16">
          <path d="M6.5 9.5 9.5 6.5M7 4.5l1.5-1.5a3 3 0 0 1 4.5 4.5L11.5 9M9 11.5 7.5 13A3 3 0 0 1 3 8.5L4.5 7" />
        </symbol>
        <symbol id="i-lock" viewBox="0 0 16 16">
          <rect x="3" y="7" width="10" height="6.5" rx="1" />
          <path d="M5 7V5a3 3 0 0 1 6 0v2" />
        </symbol>
        <symbol id="i-log" viewBox="0 0 16 16">
          <path d="M3 2.5h10v11H3zM5.5 5.5h5M5.5 8h5M5.5 10.5h3" />
        </symbol>
        <symbol id="i-moon" viewBox="0 0 16 16">
          <path d="M13.5 9.5A6 6 0 0 1 6.5 2.5a5.8 5.8 0 1 0 7 7z" />
        </symbol>
        <symbol id="i-pen" viewBox="0 0 16 16">
          <path d="m3 13 .7-3L11 2.7 13.3 5 6 12.3z" />
        </symbol>
        <symbol id="i-plus" viewBox="0 0 16 16">
          <path d="M8 3v10M3 8h10" />
        </symbol>
        <symbol id="i-print" viewBox="0 0 16 16">
          <path d="M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z" />
        </symbol>
        <symbol id="i-right" viewBox="0 0 16 16">
          <path d="M3 8h10M9 4l4 4-4 4" />
        </symbol>
        <symbol id="i-row" viewBox="0 0 16 16">
          <path d="M2 4h12M2 8h12M2 12h12" />
        </symbol>
        <symbol id="i-search" viewBox="0 0 16 16">
          <circle cx="7" cy="7" r="4.5" />
          <path d="m10.5 10.5 3.5 3.5" />
        </symbol>
        <symbol id="i-shield" viewBox="0 0 16 16">
          <path d="M8 1.8 13.5 4v4c0 3-2.2 5.2-5.5 6.3C4.7 13.2 2.5 11 2.5 8V4z" />
          <path d="m5.7 8 1.7 1.7 3-3.2" />
        </symbol>
        <symbol id="i-sliders" viewBox="0 0 16 16">
          <path d="M3 4.5h6M12 4.5h1M3 11.5h1M7 11.5h6" />
          <circle cx="10.5" cy="4.5" r="1.5" />
          <circle cx="5.5" cy="11.5" r="1.5" />
        </symbol>
        <symbol id="i-sort" viewBox="0 0 16 16">
          <path d="m4.5 6 3.5-3.5L11.5 6M4.5 10 8 13.5 11.5 10" />
        </symbol>
        <symbol id="i-stop" viewBox="0 0 16 16">
          <rect x="4" y="4" width="8" height="8" rx="1" />
        </symbol>
        <symbol id="i-undo" viewBox="0 0 16 16">
          <path d="M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M3 6.5l3-3M3 6.5l3 3" />
        </symbol>
        <symbol id="i-upload" viewBox="0 0 16 16">
          <path d="M8 10V2.5M5 5.5l3-3 3 3M2.5 10v3.5h11V10" />
        </symbol>
        <symbol id="i-user" viewBox="0 0 16 16">
          <circle cx="8" cy="5.5" r="2.7" />
          <path d="M2.8 14c.6-3.2 2.6-4.5 5.2-4.5s4.6 1.3 5.2 4.5" />
        </symbol>
        <symbol id="i-vbad" viewBox="0 0 16 16">
          <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" fill="currentColor" stroke="none" />
          <path d="M4.6 8h6.8" stroke="var(--surface)" stroke-width="2.2" />
        </symbol>
        <symbol id="i-vmit" viewBox="0 0 16 16">
          <path d="M8 2.2 14.3 13.6H1.7z" fill="var(--surface)" stroke-width="1.8" />
          <path d="M8 6.4v3.4M8 11.7v.1" stroke-width="1.6" />
        </symbol>
        <symbol id="i-vnone" viewBox="0 0 16 16">
          <circle cx="8" cy="8" r="6.2" stroke-dasharray="2.4 2.4" />
        </symbol>
        <symbol id="i-vok" viewBox="0 0 16 16">
          <circle cx="8" cy="8" r="7" fill="currentColor" stroke="none" />
          <path d="m4.8 8.2 2.3 2.3 4.2-4.7" stroke="var(--surface)" stroke-width="1.8" />
        </symbol>
        <symbol id="i-vwarn" viewBox="0 0 16 16">
          <path d="M8 1.2 15.4 14.4H.6z" fill="currentColor" stroke="currentColor" stroke-width=".8" />
          <path d="M8 6v4M8 12.1v.2" stroke="var(--surface)" stroke-width="1.8" />
        </symbol>
        <symbol id="i-waves" viewBox="0 0 16 16">
          <path d="M2 4h5M5 8h6M8 12h6" />
          <path d="M2 3v2M7 3v2M5 7v2M11 7v2M8 11v2M14 11v2" />
        </symbol>
        <symbol id="i-x" viewBox="0 0 16 16">
          <path d="m4 4 8 8M12 4l-8 8" />
        </symbol>
        <symbol id="logo" viewBox="0 0 22 22">
          <path
            d="M1 3.5 4.6 2.6 7 16.9 3 17.600zM6 2.3 9.6 1.5 12 15.8 8.4 16.600zM11 1.500h3.600L17 15.300l-3.6.2zM16 1.800l3.6.8 1.6 13.2-2.8-.5z"
            fill="currentColor"
          />
          <path
            d="M.800 20.800c5-2.6 14-3.2 20.5-2.4"
            fill="none"
            stroke="currentColor"
            stroke-width="1.8"
            stroke-linecap="round"
          />
        </symbol>
      </defs>
    </svg>
  )
}

/** A drawing beside words: always hidden from assistive technology, the words carry the meaning. */
export function Icon(props: { name: IconName; small?: boolean }) {
  return (
    <svg class={props.small ? 'i i-s' : 'i'} viewBox="0 0 16 16" aria-hidden="true">
      <use href={`#i-${props.name}`} />
    </svg>
  )
}

export function Logo() {
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
      <use href="#logo" />
    </svg>
  )
}
