import { createEffect } from 'solid-js'

/** Title of the window while a page is shown. */
export function createTitle(title: () => string): void {
  createEffect(() => {
    document.title = `${title()} | Arpent`
  })
}
